"""What the rules for the next agenda read, once more in plain Python, row by row."""

from statistics import median

CUSTOMER = ("measure", "fix", "improve", "value")
DEEP = ("improve", "value")


class Plainly:
    """Rows of every table as dictionaries, and a view; ``year`` is the first day of its year."""

    def __init__(self, forums, meetings, items, decisions, actions, view, year):
        self.forums = {row["id"]: row["name"] for row in forums}
        self.meetings = {row["id"]: row for row in meetings}
        self.items = {row["id"]: row for row in items}
        self.decisions = {row["id"]: row for row in decisions}
        self.actions, self.view, self.year = actions, view, year

    def forum(self, item):
        return self.forums[self.meetings[item["meeting_id"]]["forum_id"]]

    def day(self, item):
        return self.meetings[item["meeting_id"]]["held_on"]

    def in_view(self, item):
        return self.view.forum in ("", self.forum(item))

    def discussed(self):
        return [
            item
            for item in self.items.values()
            if self.meetings[item["meeting_id"]]["status"] == "held"
            and not item["formal"]
            and item["outcome"] != "deferred"
            and self.day(item) <= self.view.as_of
        ]

    def overdue(self):
        """Topic, title, forum, level, segment, initiative, first date missed, actions not done."""
        late = {}
        for action in self.actions:
            decision = self.decisions[action["decision_id"]]
            item = self.items[decision["agenda_item_id"]]
            done = action["done_on"] is not None and action["done_on"] <= self.view.today
            if action["cancelled"] or done or action["due_on"] is None:
                continue
            if action["due_on"] > self.view.today or item["confidential"]:
                continue
            if not self.year <= decision["decided_on"] <= self.view.today:
                continue
            if item["level_best"] in CUSTOMER and self.in_view(item):
                topic = item["first_seen_item_id"] or item["id"]
                late.setdefault(topic, []).append((item["id"], action["due_on"]))
        found = set()
        for topic, missed in late.items():
            item = self.items[max(number for number, _ in missed)]
            found.add(
                (topic, item["title"], self.forum(item), item["level_best"], item["segment"],
                 item["initiative_id"], min(day for _, day in missed), len(missed))
            )  # fmt: skip
        return found

    def initiatives(self):
        newest = {}
        for item in self.discussed():
            if item["initiative_id"] is not None and not item["confidential"]:
                key = (self.day(item), item["id"])
                held = newest.get(item["initiative_id"])
                if held is None or key > held[0]:
                    newest[item["initiative_id"]] = (key, item)
        return {
            (number, self.forum(item), item["level_best"], item["segment"])
            for number, (_, item) in newest.items()
        }

    def usual(self):
        minutes = []
        for item in self.discussed():
            actual, planned = item["actual_minutes"], item["planned_minutes"]
            known = planned if actual is None else actual
            if item["level_best"] in CUSTOMER and known is not None and known >= 0:
                minutes.append(known)
        return median(minutes) if minutes else None

    def planned(self):
        return {
            (self.forum(item), self.day(item), item["level_best"], item["segment"],
             item["initiative_id"], item["first_seen_item_id"])
            for item in self.items.values()
            if self.meetings[item["meeting_id"]]["status"] == "planned"
            and self.day(item) > self.view.as_of
            and not item["formal"]
        }  # fmt: skip

    def depth(self, since):
        seen = [item for item in self.discussed() if self.in_view(item)]
        lately = [item for item in seen if self.day(item) >= since]
        deep_on = [self.day(item) for item in seen if item["level_best"] in DEEP]
        return (
            len(lately),
            sum(item["level_best"] in CUSTOMER for item in lately),
            sum(item["level_best"] in DEEP for item in lately),
            max(deep_on, default=None),
        )

    def met(self):
        counts = {}
        for meeting in self.meetings.values():
            lately = self.year <= meeting["held_on"] <= self.view.as_of
            if meeting["status"] == "held" and lately:
                name = self.forums[meeting["forum_id"]]
                counts[name] = counts.get(name, 0) + 1
        return set(counts.items())
