"""The model: what a database design is, how it is changed, and how two of them differ. Standard library only."""

from workbench.model.bindings import AttributeBinding, EntityBinding
from workbench.model.model import Model, subject_of
from workbench.model.names import QualifiedName
from workbench.model.nodes import (
    AccessPattern,
    Attribute,
    Cardinality,
    Check,
    Default,
    Domain,
    Entity,
    Enum,
    EnumValue,
    Generalisation,
    Generated,
    Index,
    IndexPart,
    Key,
    Node,
    Partitioning,
    Reference,
    SubjectArea,
    View,
)
from workbench.model.properties import Properties
from workbench.model.subjects import Subject
from workbench.model.types import LogicalType, parse_type

__all__ = [
    "AccessPattern",
    "Attribute",
    "AttributeBinding",
    "Cardinality",
    "Check",
    "Default",
    "Domain",
    "Entity",
    "EntityBinding",
    "Enum",
    "EnumValue",
    "Generalisation",
    "Generated",
    "Index",
    "IndexPart",
    "Key",
    "LogicalType",
    "Model",
    "Node",
    "Partitioning",
    "Properties",
    "QualifiedName",
    "Reference",
    "Subject",
    "SubjectArea",
    "View",
    "parse_type",
    "subject_of",
]
