"""Spark's Thrift server out of the pyspark package: one node, nothing kept, for tests and times."""

import os
import shutil
import socket
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from subprocess import STDOUT, Popen, TimeoutExpired
from time import monotonic, sleep

import pyarrow as pa
import pyarrow.parquet as pq
import sqlalchemy as sa
from sqlalchemy import Engine, Table

SERVER = "org.apache.spark.sql.hive.thriftserver.HiveThriftServer2"
STARTS_WITHIN, STOPS_WITHIN = 120, 20
_HERE = "127.0.0.1"
_SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.driver.host": _HERE,
    "spark.driver.bindAddress": _HERE,
    "spark.sql.catalogImplementation": "in-memory",
    "spark.sql.shuffle.partitions": "2",  # 200 are for many computers
    "spark.sql.ui.explainMode": "simple",
    "spark.sql.maxPlanStringLength": "1",
    "spark.log.level": "WARN",
}
# A test's statements are long and its rows few: time goes to planning, compiling and telling of it,
# not to reading. So nothing is compiled but by the quick compiler of Java, and no plan is written
# out: a third of the time. What is computed stays as it is.
_JAVA_FOR_FEW = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
_FOR_FEW = {
    "spark.sql.shuffle.partitions": "1",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.sql.subexpressionElimination.enabled": "false",
    "spark.sql.constraintPropagation.enabled": "false",
}
_ARROW = {
    sa.Boolean: pa.bool_(),
    sa.BigInteger: pa.int64(),
    sa.Integer: pa.int32(),
    sa.Double: pa.float64(),
    sa.Date: pa.date32(),
    sa.DateTime: pa.timestamp("us"),
    sa.String: pa.string(),
}


def missing() -> str:
    """What the server needs and is not here; empty when it can be started."""
    absent = [name for name in ("pyspark", "pyhive", "thrift") if find_spec(name) is None]
    return ", ".join([*absent, *([] if shutil.which("java") else ["java"])])


@contextmanager
def spark_server(folder: Path, few: bool = True) -> Iterator[str]:
    """The address of a server that listens as long as the context is open.

    Whatever it writes lies in the folder, its log in ``spark.log``. It is set for few rows, or for
    many, which Spark then reads as it is delivered to, with more memory.

    Raises:
        RuntimeError: it ended, or did not answer in time; the end of its log is told.
    """
    port, log = _free_port(), folder / "spark.log"
    with log.open("w") as output:
        server = Popen(_command(folder, port, few), cwd=folder, stdout=output, stderr=STDOUT)
    try:
        _wait(server, port, log)
        yield f"spark+thrift://{_HERE}:{port}/default?auth=NOSASL"
    finally:
        _stop(server)


def _command(folder: Path, port: int, few: bool) -> list[str]:
    """What start-thriftserver.sh would run, which is not in the package."""
    submit = Path(str(find_spec("pyspark").origin)).parent / "bin" / "spark-submit"
    places = {"spark.sql.warehouse.dir": folder / "tables", "spark.local.dir": folder / "scratch"}
    chosen = _SETTINGS | places | (_FOR_FEW if few else {})
    settings = (f"--conf={name}={value}" for name, value in chosen.items())
    java = ["--driver-java-options", _JAVA_FOR_FEW] if few else []
    listening = {
        "hive.server2.thrift.bind.host": _HERE,
        "hive.server2.thrift.port": port,
        "hive.server2.authentication": "NOSASL",
    }
    told = (word for name, value in listening.items() for word in ("--hiveconf", f"{name}={value}"))
    return [
        "env", "-u", "SPARK_HOME", os.fspath(submit), "--class", SERVER, "--master", "local[2]",
        "--driver-memory", "1g" if few else "3g", *java, *settings, "spark-internal", *told,
    ]  # fmt: skip


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind((_HERE, 0))
        return int(listener.getsockname()[1])


def _wait(server: Popen[bytes], port: int, log: Path) -> None:
    until = monotonic() + STARTS_WITHIN
    while server.poll() is None and monotonic() < until:
        with socket.socket() as caller:
            if caller.connect_ex((_HERE, port)) == 0:
                return
        sleep(0.1)
    raise RuntimeError(f"Spark's Thrift server did not start:\n{log.read_text()[-2000:]}")


def _stop(server: Popen[bytes]) -> None:
    server.terminate()
    try:
        server.wait(STOPS_WITHIN)
    except TimeoutExpired:
        server.kill()
        server.wait()


def copy_tables(source: Engine, spark: Engine, tables: Iterable[Table], folder: Path) -> None:
    """Lay the rows of tables as Parquet files in a folder, and let Spark call them its tables.

    No row goes through an INSERT, of which each costs Spark a second. A time of day is left out:
    Spark has none, and no statement asks for it.
    """
    with source.connect() as rows, spark.connect() as catalogue:
        for table in tables:
            columns = [column for column in table.columns if not isinstance(column.type, sa.Time)]
            file = folder / table.name / "rows.parquet"
            file.parent.mkdir(parents=True)
            found = [dict(row) for row in rows.execute(sa.select(*columns)).mappings()]
            pq.write_table(pa.Table.from_pylist(found, schema=_schema(columns)), file)
            named = ", ".join(f"{c.name} {c.type.compile(spark.dialect)}" for c in columns)
            catalogue.exec_driver_sql(
                f"CREATE TABLE {table.name} ({named}) USING parquet LOCATION '{file.parent}'"
            )


def _schema(columns: Iterable[sa.Column[object]]) -> pa.Schema:
    return pa.schema(
        [
            (column.name, next(kind for of, kind in _ARROW.items() if isinstance(column.type, of)))
            for column in columns
        ]
    )
