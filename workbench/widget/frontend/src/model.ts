// An entity as Python describes it to the panes (`workbench/widget/panes/table.py`).
export interface Default {
  value: string;
  kind?: "text" | "number" | "boolean" | "null" | "enum" | "expression";
}

export interface Attribute {
  subject: string;
  name: string;
  type: string;
  /** What the type becomes on the chosen engine. */
  spelled: string;
  nullable: boolean;
  key: boolean;
  unique: boolean;
  default?: Default | null;
  generated?: { expression: string; stored?: boolean } | null;
  identity?: boolean;
  unit?: string | null;
  personal?: string | null;
  note?: string | null;
  domain?: string | null;
  column: string;
}

export interface Key {
  subject: string;
  attributes: string[];
  name?: string | null;
}

export interface IndexPart {
  attribute?: string;
  expression?: string;
  descending?: boolean;
}

export interface Index {
  subject: string;
  label: string;
  parts: IndexPart[];
  name?: string | null;
  unique?: boolean;
  method?: string | null;
  where?: string | null;
  include?: string[];
}

export interface Check {
  subject: string;
  expression: string;
  name?: string | null;
}

export type Cardinality = "1" | "0..1" | "1..*" | "0..*";

export interface Reference {
  subject: string;
  title: string;
  child: string;
  child_attributes: string[];
  parent: string;
  parent_attributes: string[];
  child_cardinality: Cardinality;
  parent_cardinality: Cardinality;
  on_delete?: string | null;
  on_update?: string | null;
  name?: string | null;
  note?: string | null;
  deferrable?: boolean;
  enforced?: boolean;
  identifying: boolean;
}

export interface Generalisation {
  subject: string;
  parent: string;
  children: string[];
  disjoint?: boolean;
  total?: boolean;
  discriminator?: string | null;
}

export interface Entity {
  subject: string;
  name: string;
  schema: string | null;
  note: string | null;
  color: string | null;
  attributes: Attribute[];
  key: Key | null;
  keys: Key[];
  indexes: Index[];
  checks: Check[];
  references: Reference[];
  referred: Reference[];
  subtypes: Generalisation[];
  areas: string[];
}

export interface Names {
  engines: string[];
  enums: string[];
  areas: string[];
  domains: string[];
  personal: string[];
}
