"""What the page Write down calls its kinds of rows, their fields and its answers."""

from kundagenda.panels.reader import tell


def form_names() -> dict[str, str]:
    """The forms by the name of their table."""
    return {
        "priorities": tell("Priority"),
        "initiatives": tell("Initiatives"),
        "decisions": tell("Decisions"),
        "actions": tell("Actions"),
        "target_groups": tell("Customer groups"),
        "targets": tell("Targets"),
        "notes": tell("Notes"),
    }


def new_names() -> dict[str, str]:
    """A row of each form that is not there yet, as the list offers it."""
    return {
        "priorities": tell("A new decision on the customer"),
        "initiatives": tell("A new initiative"),
        "decisions": tell("A new decision"),
        "actions": tell("A new action"),
        "target_groups": tell("A new customer group"),
        "targets": tell("A new target"),
        "notes": tell("A new note"),
    }


def questions() -> dict[str, str]:
    """What each form asks, in one sentence."""
    return {
        "priorities": tell(
            "Have you, as a leadership team, decided that the customer is a priority?"
        ),
        "initiatives": tell("What have you launched, and which items on the agenda belong to it?"),
        "decisions": tell("What was decided, on which item, and what should it change by when?"),
        "actions": tell("Who does what by when, so that the decision happens?"),
        "target_groups": tell("Whom is it for, and what do they get when you succeed?"),
        "targets": tell("How far should a figure reach, and who answers for it?"),
        "notes": tell("What happened, that whoever reads a picture should know?"),
    }


def field_names() -> dict[str, str]:
    """The fields by their column."""
    return {
        "statement": tell("The decision, in your own words"),
        "forum_id": tell("Forum"),
        "declared_share": tell("Share of the agenda, percent"),
        "basis": tell("Share of"),
        "decided_on": tell("Decided on"),
        "valid_from": tell("Holds from"),
        "valid_to": tell("Holds until"),
        "name": tell("Name"),
        "segment": tell("Customer group"),
        "launched_on": tell("Launched on"),
        "completed_on": tell("Completed on"),
        "agenda_item_id": tell("Item"),
        "expected_metric": tell("Figure that should move"),
        "expected_direction": tell("Direction"),
        "expected_by": tell("By"),
        "decision_id": tell("Belongs to the decision"),
        "owner_role": tell("Owner, as a role"),
        "due_on": tell("Due on"),
        "done_on": tell("Done on"),
        "cancelled": tell("Cancelled"),
        "code": tell("Code"),
        "outcome_metric": tell("Their own outcome"),
        "cadence_days": tell("Days between looks"),
        "metric": tell("Figure to reach"),
        "value": tell("Target"),
        "noted_on": tell("Day"),
        "author": tell("By whom"),
    }


def field_name(form: str, field: str) -> str:
    """A field's label; words, and the figure of a note, are called after what they are."""
    if field == "text":
        return {
            "decisions": tell("What was decided"),
            "actions": tell("What is to be done"),
            "notes": tell("The note"),
        }[form]
    if (form, field) == ("notes", "metric"):
        return tell("Shown on")
    return field_names()[field]


def field_helps() -> dict[str, str]:
    """What a field means, where its name does not say it."""
    return {
        "declared_share": tell(
            "The least share of the agenda that the customer is to get. Leave it empty if no "
            "share was promised."
        ),
        "basis": tell(
            "Items can always be counted; minutes only where the agenda or the minutes "
            "of the meeting give them."
        ),
        "valid_to": tell("Empty while it holds."),
        "completed_on": tell("Empty while it goes on."),
        "expected_metric": tell(
            "With a figure, a direction and a day, the page Follow-through tells later whether it "
            "moved."
        ),
        "owner_role": tell("A role such as head of sales, never a name."),
        "done_on": tell("Empty until it is done."),
        "code": tell("As it is called in your figures; it cannot be changed later."),
        "outcome_metric": tell("What they get from you in their own terms, such as uptime."),
        "cadence_days": tell("How often you mean to talk about this group."),
        "author": tell("A role such as head of sales; it stands beside the note."),
    }
