"""Homes: where in a DBML text each field of each node of a model stands.

A test fails when a field has no home; ARCHITECTURE shows the table.
"""

from __future__ import annotations

# (node, field) → place, as Markdown.
HOMES: dict[tuple[str, str], str] = {
    ("Model", "name"): "`Project NAME`",
    ("Model", "note"): "`Project { Note }`",
    ("Model", "properties"): "free field of `Project`",
    ("Model", "entities"): "`Table`",
    (
        "Model",
        "references",
    ): "`Ref`, or `ref:` of a column; `Project { wb_reference_… }` (JSON) for twins",
    ("Model", "enums"): "`Enum`",
    ("Model", "domains"): "`Project { wb_domain_… }` (JSON)",
    ("Model", "generalisations"): "`Project { wb_generalisation_… }` (JSON)",
    ("Model", "views"): "`Project { wb_view_… }` (JSON)",
    ("Model", "areas"): "`TableGroup`",
    ("Model", "patterns"): "`Project { wb_pattern_… }` (JSON)",
    ("Entity", "name"): "`Table NAME`",
    ("Entity", "attributes"): "columns",
    ("Entity", "primary_key"): "`[pk]` of columns, or a line of `indexes`",
    ("Entity", "keys"): "`[unique]` of a column, or a line of `indexes`",
    ("Entity", "indexes"): "`indexes`",
    ("Entity", "checks"): "`checks`",
    ("Entity", "partitioning"): "table setting `wb_partitioning` (JSON)",
    ("Entity", "alias"): "`as ALIAS`",
    ("Entity", "color"): "`[headercolor]`",
    ("Entity", "binding"): "settings of the table (see EntityBinding)",
    ("Entity", "note"): "`Note` of the table",
    ("Entity", "properties"): "custom settings of the table",
    ("Attribute", "name"): "name of the column",
    ("Attribute", "type"): "type of the column",
    ("Attribute", "nullable"): "`not null` where it is not",
    ("Attribute", "default"): "`default:`",
    ("Attribute", "generated"): "settings of the column (see Generated)",
    ("Attribute", "identity"): "`increment`",
    ("Attribute", "domain"): "`wb_domain`",
    ("Attribute", "unit"): "`wb_unit`",
    ("Attribute", "personal"): "`wb_personal`",
    ("Attribute", "binding"): "settings of the column (see AttributeBinding)",
    ("Attribute", "note"): "`note:` of the column",
    ("Attribute", "properties"): "custom settings of the column",
    ("Key", "attributes"): "the columns of the line",
    ("Key", "name"): "`name:` of the line in `indexes`",
    ("Key", "nulls_distinct"): "`Metadata Table { wb_key_…_nulls: 'not distinct' }`",
    ("Key", "note"): "`note:` of the line in `indexes`",
    ("Key", "properties"): "`Metadata Table { wb_key_…_properties }` (JSON)",
    ("Index", "parts"): "the columns and expressions of the line (see IndexPart)",
    ("Index", "name"): "`name:`",
    ("Index", "unique"): "`unique` (with `Metadata Table { wb_index_…_unique }` where it could be a key)",
    ("Index", "method"): "`type:`",
    ("Index", "where"): "`Metadata Table { wb_index_…_where }`",
    ("Index", "include"): "`Metadata Table { wb_index_…_include }`",
    ("Index", "note"): "`note:`",
    ("Index", "properties"): "`Metadata Table { wb_index_…_properties }` (JSON)",
    ("Check", "expression"): "line of `checks`, or `check:` of a column",
    ("Check", "name"): "`name:`",
    ("Check", "note"): "`Metadata Table { wb_check_…_note }`",
    ("Check", "properties"): "`Metadata Table { wb_check_…_properties }` (JSON)",
    ("Reference", "child"): "left end of `Ref`",
    ("Reference", "child_attributes"): "left end of `Ref`",
    ("Reference", "parent"): "right end of `Ref`",
    ("Reference", "parent_attributes"): "right end of `Ref`",
    ("Reference", "name"): "`Ref NAME`",
    ("Reference", "child_cardinality"): "operator of `Ref`",
    ("Reference", "parent_cardinality"): "operator of `Ref`",
    ("Reference", "on_delete"): "`delete:`",
    ("Reference", "on_update"): "`update:`",
    ("Reference", "deferrable"): "`Metadata Table { wb_ref_…_deferrable: 'true' }` of the child",
    ("Reference", "enforced"): "`inactive` where it is not",
    ("Reference", "color"): "`color:`",
    ("Reference", "note"): "`Metadata Table { wb_ref_…_note }` of the child",
    ("Reference", "properties"): "`Metadata Table { wb_ref_…_properties }` (JSON) of the child",
    ("Enum", "name"): "`Enum NAME`",
    ("Enum", "values"): "values of the enum",
    ("Enum", "note"): "`Project { wb_enum_…_note }`",
    ("Enum", "properties"): "`Project { wb_enum_…_properties }` (JSON)",
    ("EnumValue", "name"): "the value",
    ("EnumValue", "note"): "`note:` of the value",
    ("EnumValue", "properties"): "`Project { wb_enum_…_values }` (JSON)",
    ("SubjectArea", "name"): "`TableGroup NAME`, its schema `[wb_schema]`",
    ("SubjectArea", "entities"): "tables of the group",
    ("SubjectArea", "color"): "`[color]`",
    ("SubjectArea", "note"): "`[note]` or `Note` of the group",
    ("SubjectArea", "properties"): "custom settings of the group",
    ("IndexPart", "attribute"): "a column of the line",
    ("IndexPart", "expression"): "an expression of the line",
    ("IndexPart", "descending"): "`Metadata Table { wb_index_…_descending }`",
    ("Default", "value"): "value of `default:`",
    ("Default", "kind"): "how the value is written: `'text'`, `12`, `true`, `null`, `enum.value`, `` `expression` ``",
    ("Generated", "expression"): "`wb_generated`",
    ("Generated", "stored"): "`wb_generated_stored: 'false'`",
    ("EntityBinding", "source"): "`wb_source` of the table",
    ("EntityBinding", "select"): "`wb_select`",
    ("AttributeBinding", "column"): "`wb_source` of the column",
    ("AttributeBinding", "expression"): "`wb_expression`",
    ("AttributeBinding", "null_tokens"): "`wb_null`",
    ("AttributeBinding", "formats"): "`wb_formats`",
    ("AttributeBinding", "decimal_mark"): "`wb_decimal`",
    ("AttributeBinding", "thousands_mark"): "`wb_thousands`",
    ("AttributeBinding", "unit_mark"): "`wb_unit_mark`",
    ("AttributeBinding", "true_words"): "`wb_true`",
    ("AttributeBinding", "false_words"): "`wb_false`",
    **{
        (node, field): "inside its JSON"
        for node, names in {
            "Domain": "name type nullable default checks note properties",
            "Generalisation": "parent children disjoint total discriminator note properties",
            "View": "name sql note properties",
            "AccessPattern": "name sql per_day budget_ms note properties",
            "Partitioning": "method attributes partitions note properties",
        }.items()
        for field in names.split()
    },
}


def homes_table() -> str:
    """All homes as a table in Markdown, without a line end.

    Examples
    --------
    >>> print(homes_table().splitlines()[2])
    | Model | `name` | `Project NAME` |
    """
    rows = [f"| {node} | `{field}` | {home} |" for (node, field), home in HOMES.items()]
    return "\n".join(["| node | field | where it stands |", "|---|---|---|", *rows])
