"""Style: how one made-up database names and stores things; drawn from a seed."""

from __future__ import annotations

import random
from dataclasses import dataclass

_PREPOSITIONS = ("by", "to", "at", "in", "from", "of", "with")


@dataclass(frozen=True)
class Style:
    """Choices that hold for a whole database."""

    case: str
    plural: bool
    table_prefix: str
    key_name: str  # with {e} for the entity
    keys: str  # surrogate, natural or mixed
    role_form: str  # id, entity_id, bare
    fk_prefix: str
    shorten: float
    column_prefix: bool
    first_id: int
    gaps: bool
    global_ids: bool
    orphans: float
    scale: float
    empty: float
    extras: tuple[str, ...]
    copies: float
    subtype_keys: str  # shared or own
    shared_name: bool  # a subtype's key has the name of the top of its chain

    @classmethod
    def draw(cls, rng: random.Random) -> Style:
        """Choose; common styles more often."""
        key_name = rng.choices(["{e}_id", "id", "id_{e}", "{e}_key", "{e}_no", "{e}_code"], [45, 25, 5, 8, 7, 3])[0]
        return cls(
            case=rng.choices(["snake", "pascal", "camel", "upper", "joined"], [40, 30, 12, 10, 8])[0],
            plural=rng.random() < 0.5,
            table_prefix=rng.choices(["", "tbl", "t", "app", "x1"], [75, 8, 5, 8, 4])[0],
            key_name=key_name,
            keys=rng.choices(["surrogate", "mixed", "natural"], [40, 40, 20])[0],
            role_form=rng.choices(["id", "entity_id", "bare"], [50, 30, 20])[0],
            fk_prefix=rng.choices(["", "fk"], [94, 6])[0],
            shorten=rng.choices([0.0, 0.3, 1.0], [65, 27, 8])[0],
            column_prefix=rng.random() < 0.1,
            first_id=rng.choices([1, 0, 100, 1000, 10001], [75, 3, 8, 8, 6])[0],
            gaps=rng.random() < 0.25,
            global_ids=rng.random() < 0.06,
            orphans=rng.choices([0.0, 0.005, 0.03], [70, 20, 10])[0],
            scale=rng.choices([0.03, 0.2, 0.5, 1.0], [15, 30, 30, 25])[0],
            empty=rng.choices([0.0, 0.08, 0.25], [60, 25, 15])[0],
            extras=tuple(
                word for word in ("rowguid", "modified_at", "version_no", "sort_order", "legacy_no", "is_active")
                if rng.random() < 0.25
            ),
            copies=rng.choices([0.0, 0.15], [60, 40])[0],
            subtype_keys=rng.choices(["shared", "own"], [75, 25])[0],
            shared_name=rng.random() < 0.6,
        )  # fmt: skip

    # -- names --------------------------------------------------------------------------------------------------

    def table(self, entity: str) -> str:
        """Name of an entity's table."""
        words = [*([self.table_prefix] if self.table_prefix else []), *entity.split("_")]
        if self.plural:
            words[-1] = plural(words[-1])
        return self.cased(words)

    def key(self, entity: str) -> str:
        """Words of the name of an entity's key."""
        return self.key_name.replace("{e}", self.short(entity))

    def link(self, role: str, entity: str, key: str) -> str:
        """Words of the column that refers to an entity by a key column in some role."""
        bare = key in ("id", "code")
        if role == entity:
            name = f"{self.short(entity)}_{key}" if bare else key
        elif self.role_form == "bare" or (role.rsplit("_", maxsplit=1)[-1] in _PREPOSITIONS and self.role_form == "id"):
            name = self.short(role)
        elif self.role_form == "entity_id" and entity not in role:
            name = f"{self.short(role)}_{self.short(entity)}_{key}" if bare else f"{self.short(role)}_{key}"
        else:
            ending = key.rsplit("_", 1)[-1] if not key.startswith("id_") else "id"
            name = f"{self.short(role)}_{ending}"
        return f"{self.fk_prefix}_{name}" if self.fk_prefix else name

    def short(self, name: str) -> str:
        """Name with its longer words cut, where the style cuts words; the same word is always cut alike."""
        return "_".join(self._cut(word) for word in name.split("_"))

    def _cut(self, word: str) -> str:
        luck = random.Random(f"{word}{self.case}{self.key_name}{self.first_id}")
        if len(word) <= 4 or luck.random() >= self.shorten:
            return word
        if luck.random() < 0.5:
            return word[: luck.choice((3, 4))]
        bones = word[0] + "".join(c for c in word[1:] if c not in "aeiou")
        return bones[: luck.choice((3, 4, 5))]

    def column(self, table: str, words: str) -> str:
        """Spelled name of a column."""
        if self.column_prefix:
            initials = table.split("_")
            prefix = "".join(w[0] for w in initials) if len(initials) > 1 else table[:3]
            words = f"{prefix}_{words}"
        return self.cased(words.split("_"))

    def cased(self, words: list[str]) -> str:
        """Words in the case of the style."""
        if self.case == "snake":
            return "_".join(words)
        if self.case == "upper":
            return "_".join(words).upper()
        if self.case == "joined":
            return "".join(words)
        if self.case == "camel":
            return words[0] + "".join(w[:1].upper() + w[1:] for w in words[1:])
        ids = {"id": "ID" if self.gaps else "Id"}
        return "".join(ids.get(w, w[:1].upper() + w[1:]) for w in words)


def plural(word: str) -> str:
    """Plural of an English word, near enough."""
    irregular = {"person": "people", "child": "children", "staff": "staff", "species": "species"}
    if word in irregular:
        return irregular[word]
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "ch", "sh")) else "s")
