"""Files that the program writes: whole, or as they were."""

import os
import stat
from pathlib import Path

import pytest

from kundagenda.cli.options import save_file, see_place
from kundagenda.errors import ReaderError
from kundagenda.whole_file import write_whole


def full(*_anything: object) -> None:
    raise OSError(28, "No space left on device")


def test_a_report_that_cannot_be_written_leaves_the_former_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "pack.pdf"
    file.write_bytes(b"the former")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ReaderError, match="No space left"):
        save_file(file, b"the new")
    assert file.read_bytes() == b"the former"
    assert [*tmp_path.iterdir()] == [file]


def test_a_folder_that_cannot_be_synced_keeps_nothing_from_being_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some folders on a network: the file is in its place, and that is what is told."""
    monkeypatch.setattr("kundagenda.whole_file.onto_disk", full)
    save_file(tmp_path / "pack.pdf", b"the new")
    assert (tmp_path / "pack.pdf").read_bytes() == b"the new"


def test_file_and_folder_are_on_the_disk_before_it_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[bool] = []
    fsync = os.fsync

    def seen(number: int) -> None:
        synced.append(stat.S_ISDIR(os.fstat(number).st_mode))
        fsync(number)

    monkeypatch.setattr(os, "fsync", seen)
    save_file(tmp_path / "pack.pdf", b"new")
    assert synced == [False, True]


def test_a_new_file_has_the_rights_of_every_other_and_an_old_one_keeps_its_own(
    tmp_path: Path,
) -> None:
    usual, file = tmp_path / "usual", tmp_path / "pack.pdf"
    usual.touch()
    write_whole(file, b"new")
    assert file.stat().st_mode == usual.stat().st_mode
    file.chmod(0o640)
    write_whole(file, b"newer")
    assert (file.read_bytes(), stat.S_IMODE(file.stat().st_mode)) == (b"newer", 0o640)


def test_a_link_stays_one(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    link = tmp_path / "pack.pdf"
    link.symlink_to(tmp_path / "there" / "pack.pdf")
    see_place(link)
    write_whole(link, b"new")
    assert link.is_symlink()
    assert (tmp_path / "there" / "pack.pdf").read_bytes() == b"new"


def test_a_pipe_is_written_into() -> None:
    reads, writes = os.pipe()
    save_file(Path(f"/proc/self/fd/{writes}"), b"new")
    assert os.read(reads, 3) == b"new"
    os.close(reads)
    os.close(writes)
