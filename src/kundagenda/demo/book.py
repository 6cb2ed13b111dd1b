"""The subscription book and the purchases: who is a customer, for how much, until when.

A change of price closes a subscription and opens the next one, so that the book is a history.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from math import exp
from typing import Any

from kundagenda.demo import parameters as p
from kundagenda.demo.latent import satisfaction
from kundagenda.demo.streams import Floats, stream
from metrics.periods import first_day

Row = dict[str, Any]
JANUARY = 0
PURCHASES_A_MONTH, PURCHASE_LOG_MEAN, PURCHASE_LOG_SD = 0.25, 7.6, 0.9


@dataclass
class Account:
    """A customer: its open subscription while it has one, and when it will return if it left."""

    account_id: str
    segment: int
    started_on: date
    mrr: float
    active: bool = True
    returns_at: int | None = None
    spells: int = 0


class Book:
    """All subscriptions so far, and the accounts that hold them."""

    def __init__(self, seed: int, gamma: float, first_month: int, beta: float) -> None:
        self._rng = stream(seed, "book")
        self._first = first_month - p.BURN_IN
        self._satisfaction = satisfaction(seed, beta)
        self._gamma = gamma
        self.accounts: list[Account] = []
        self.rows: list[Row] = []
        self.active: list[dict[int, list[str]]] = []

    def run(self) -> None:
        """Live through the burn-in and the months of the agenda."""
        for step in range(p.BURN_IN + p.MONTHS):
            month = self._first + step
            if step == 0:
                self._open_book(month)
            else:
                self._raise_prices(month, step - p.BURN_IN)
                for account in list(self.accounts):
                    self._live(account, month, step)
                self._win_customers(month)
            self.active.append(self._active_now())
        for account in self.accounts:
            if account.active:
                self._close(account, None)

    def _open_book(self, month: int) -> None:
        """The customers at the start, all taken over into the book in its first month."""
        for index, segment in enumerate(p.SEGMENTS):
            for _ in range(segment.customers):
                self._win(index, month)

    def _win_customers(self, month: int) -> None:
        for index, segment in enumerate(p.SEGMENTS):
            for _ in range(int(self._rng.poisson(p.NEW_CUSTOMERS * segment.customers))):
                self._win(index, month)

    def _win(self, segment: int, month: int) -> None:
        mrr = round(float(self._rng.lognormal(p.MRR_LOG_MEAN, p.MRR_LOG_SD)), 2)
        name = f"K{len(self.accounts) + 1:04d}"
        self.accounts.append(Account(name, segment, self._day(month), mrr))

    def _raise_prices(self, month: int, position: int) -> None:
        """Indexation each January, and once a rise in one segment alone."""
        for account in self.accounts:
            if account.active and month % 12 == JANUARY:
                self._change(account, first_day(month), p.INDEXATION)
        for account in self.accounts:
            raised = p.SEGMENTS[account.segment].code == p.PRICE_RISE_SEGMENT
            if account.active and raised and position == p.PRICE_RISE:
                self._change(account, first_day(month), 1 + p.PRICE_RISE_PERCENT / 100)

    def _live(self, account: Account, month: int, step: int) -> None:
        """At most one event a month: leaving, buying more, buying less, or coming back."""
        luck, day = self._rng.random(3), self._day(month)
        if not account.active:
            if account.returns_at == step:
                account.active, account.started_on, account.returns_at = True, day, None
            return
        churn = self._churn(account.segment, step)
        if luck[0] < churn:
            self._leave(account, day, step, luck)
        elif luck[0] < churn + p.EXPANSION:
            self._change(account, day, p.EXPANSION_FACTOR)
        elif luck[0] < churn + p.EXPANSION + p.CONTRACTION:
            self._change(account, day, p.CONTRACTION_FACTOR)

    def _churn(self, segment: int, step: int) -> float:
        """Chance of leaving this month, by satisfaction CHURN_TRAIL months before."""
        felt = self._satisfaction[max(step - p.CHURN_TRAIL, 0), segment]
        risen = p.SEGMENTS[segment].code == p.PRICE_RISE_SEGMENT and (
            step == p.BURN_IN + p.PRICE_RISE + p.PRICE_RISE_CHURN_TRAIL
        )
        logit = p.CHURN_LEVEL - self._gamma * felt + (p.PRICE_RISE_CHURN if risen else 0.0)
        return 1 / (1 + exp(-logit))

    def _leave(self, account: Account, day: date, step: int, luck: Floats) -> None:
        self._close(account, day)
        account.active = False
        if luck[1] < p.RETURN_SHARE:
            fewest, most = p.RETURN_MONTHS
            account.returns_at = step + fewest + int(luck[2] * (most - fewest + 1))

    def _change(self, account: Account, day: date, factor: float) -> None:
        """A new price from a day on: the old subscription ends where the new one starts."""
        if day > account.started_on:
            self._close(account, day)
            account.started_on = day
        account.mrr = round(account.mrr * factor, 2)

    def _close(self, account: Account, ended_on: date | None) -> None:
        account.spells += 1
        self.rows.append(
            {
                "subscription_id": f"{account.account_id}-{account.spells}",
                "account_id": account.account_id,
                "segment": p.SEGMENTS[account.segment].code,
                "started_on": account.started_on,
                "ended_on": ended_on,
                "mrr": account.mrr,
            }
        )

    def _day(self, month: int) -> date:
        """A day of the month by chance, never its first: that one belongs to indexation."""
        length = (first_day(month + 1) - first_day(month)).days
        return first_day(month) + timedelta(days=1 + int(self._rng.random() * (length - 1)))

    def _active_now(self) -> dict[int, list[str]]:
        return {
            index: [a.account_id for a in self.accounts if a.active and a.segment == index]
            for index in range(len(p.SEGMENTS))
        }


def draw_book(seed: int, first_month: int, null_twin: bool) -> Book:
    """The book of a company whose agenda begins in the month of this number."""
    gamma, beta = (0.0, 0.0) if null_twin else (p.GAMMA, p.BETA)
    book = Book(seed, gamma, first_month, beta)
    book.run()
    return book


def purchase_rows(seed: int, book: Book, first_month: int) -> Iterator[Row]:
    """Spare parts and extra orders of active accounts; who buys depends on nothing planted."""
    rng = stream(seed, "purchases")
    for position in range(p.MONTHS):
        month = first_month + position
        length = (first_day(month + 1) - first_day(month)).days
        for segment, accounts in book.active[p.BURN_IN + position].items():
            for account in accounts:
                for _ in range(int(rng.poisson(PURCHASES_A_MONTH))):
                    day = first_day(month) + timedelta(days=int(rng.random() * length))
                    amount = rng.lognormal(PURCHASE_LOG_MEAN, PURCHASE_LOG_SD)
                    yield {
                        "account_id": account,
                        "bought_on": day,
                        "segment": p.SEGMENTS[segment].code,
                        "amount": round(float(amount), 2),
                    }
