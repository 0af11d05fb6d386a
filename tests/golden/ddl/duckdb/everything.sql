-- Tables of the model "everything" for DuckDB 2.0.
-- One of everything.
-- 7 tables, 8 keys, 4 references, 6 checks, 8 indexes.
-- To make them in an empty database:  duckdb FILE.duckdb < duckdb.sql

BEGIN;

CREATE SCHEMA IF NOT EXISTS stock;
-- How far an order is.
CREATE TYPE order_status AS ENUM ('open', 'it''s paid', '100% back');
CREATE SEQUENCE seq_customer_customer_id;

CREATE TABLE customer (
    customer_id INTEGER DEFAULT nextval('seq_customer_customer_id') NOT NULL,
    "Email" VARCHAR NOT NULL CHECK (length("Email") <= 80),
    country VARCHAR DEFAULT 'DE' NOT NULL CHECK (length(country) <= 2),
    active BOOLEAN DEFAULT TRUE NOT NULL,
    discount DECIMAL(5, 2) DEFAULT 0.5 NOT NULL,
    since TIMESTAMPTZ DEFAULT CURRENT_TIMESTAMP NOT NULL,
    phone VARCHAR,
    net DOUBLE,
    gross DOUBLE GENERATED ALWAYS AS (net * 1.19) VIRTUAL,
    label VARCHAR GENERATED ALWAYS AS (UPPER("Email")) VIRTUAL,
    CONSTRAINT pk_customer PRIMARY KEY (customer_id),
    -- One account for one address.
    CONSTRAINT uq_customer_email UNIQUE ("Email"),
    CONSTRAINT uq_customer_phone UNIQUE (phone),
    -- In percent.
    CONSTRAINT discount_in_range CHECK (discount >= 0 AND discount < 100),
    CONSTRAINT ck_customer_2 CHECK ("Email" LIKE '%@%'),
    CONSTRAINT ck_customer_3 CHECK (REGEXP_MATCHES(phone, '^[0-9]+$'))
);
COMMENT ON TABLE customer IS 'Whoever ordered once; called "client" in the old system.';
COMMENT ON COLUMN customer."Email" IS 'The address; it''s where
invoices go.';
CREATE INDEX customers_by_country ON customer (country);
CREATE UNIQUE INDEX ux_customer_lower_email ON customer ((LOWER("Email")));
CREATE INDEX ix_customer_since ON customer (since);

CREATE TABLE product (
    sku VARCHAR NOT NULL,
    maker SMALLINT NOT NULL,
    made_in VARCHAR NOT NULL CHECK (length(made_in) <= 2),
    CONSTRAINT pk_product PRIMARY KEY (sku),
    CONSTRAINT uq_product_made_in_maker UNIQUE (made_in, maker)
);

CREATE TABLE stock.shelf (
    shelf INTEGER NOT NULL,
    sku VARCHAR NOT NULL,
    "by maker" INTEGER,
    "by place" VARCHAR CHECK (length("by place") <= 2),
    CONSTRAINT pk_shelf PRIMARY KEY (shelf, sku)
);
CREATE INDEX "an index whose name is so long that it goes beyond what PostgreSQL and MariaDB can keep" ON stock.shelf (sku);

CREATE TABLE "x""; DROP TABLE customer; --" (
    "'); DROP TABLE customer; --" VARCHAR DEFAULT '''); DROP TABLE customer; --' NOT NULL
);
COMMENT ON TABLE "x""; DROP TABLE customer; --" IS '*/ ; DROP TABLE customer; --
DROP TABLE customer;';

CREATE TABLE typed (
    c0 BOOLEAN,
    c1 SMALLINT,
    c2 INTEGER,
    c3 BIGINT,
    c4 DECIMAL(38, 10),
    c5 DECIMAL(12, 2),
    c6 FLOAT,
    c7 DOUBLE,
    c8 VARCHAR,
    c9 VARCHAR CHECK (length(c9) <= 40),
    c10 VARCHAR CHECK (length(c10) <= 2),
    c11 DATE,
    c12 TIME,
    c13 TIMESTAMP,
    c14 TIMESTAMPTZ,
    c15 INTERVAL,
    c16 UUID,
    c17 JSON,
    c18 BLOB,
    c19 VARCHAR,
    c20 INTEGER[],
    c21 INTEGER[][],
    c22 STRUCT(lat DOUBLE, tags VARCHAR[]),
    c23 order_status
);

CREATE TABLE "order" (
    order_id BIGINT NOT NULL,
    "select" INTEGER NOT NULL,
    status order_status DEFAULT 'open' NOT NULL,
    "parent order" BIGINT,
    last_item INTEGER,
    placed_on DATE NOT NULL,
    comment VARCHAR,
    extra JSON,
    CONSTRAINT pk_of_order PRIMARY KEY (order_id),
    -- Who pays.
    CONSTRAINT fk_order_select FOREIGN KEY("select") REFERENCES customer (customer_id) ON DELETE RESTRICT,
    CONSTRAINT parent FOREIGN KEY("parent order") REFERENCES "order" (order_id)
);
COMMENT ON COLUMN "order"."select" IS 'A reserved word.';
CREATE INDEX ix_order_placed_on_select ON "order" (placed_on, "select");
CREATE INDEX ix_order_status ON "order" (status);
CREATE INDEX ix_order_select ON "order" ("select");
CREATE INDEX open_orders ON "order" (placed_on);

CREATE TABLE "Order Item" (
    order_id BIGINT NOT NULL,
    item_no INTEGER NOT NULL,
    sku VARCHAR NOT NULL,
    "100%:price" DECIMAL(12, 2),
    "say ""hi""" VARCHAR,
    CONSTRAINT pk_order_item PRIMARY KEY (order_id, item_no),
    CONSTRAINT ck_order_item_1 CHECK ("100%:price" >= 0),
    CONSTRAINT fk_order_item_order_id FOREIGN KEY(order_id) REFERENCES "order" (order_id),
    CONSTRAINT fk_order_item_sku FOREIGN KEY(sku) REFERENCES product (sku)
);

COMMIT;

-- What differs from the model:
--   stock.shelf(sku) → product(sku): the model says that nothing enforces it.
--   product(made_in) → customer(country): The reference is left out: country is not a key of customer, so that rows may share it.
--   product(maker) → nowhere(id): The reference is left out: there is no entity nowhere.
--   typed(c8) → customer(customer_id): The reference is left out: c8 is text and customer.customer_id is int32.
--   "Order Item"(order_id) → order(order_id): DuckDB has no ON DELETE CASCADE: a parent with children cannot be deleted. DuckDB has no ON UPDATE CASCADE: a parent with children cannot be changed.
--   order("parent order") → order(order_id): DuckDB has no ON DELETE SET NULL: a parent with children cannot be deleted.
--   "Order Item"(sku) → product(sku): DuckDB checks the reference at once, not at the end.
--   order(order_id, last_item) → "Order Item"(order_id, item_no): The reference is left out: it closes a cycle, and DuckDB cannot add a foreign key to a table that exists. Nothing enforces it.
--   stock.shelf("by maker", "by place") → product(maker, made_in): The reference is left out: DuckDB has no foreign keys between schemas. Nothing enforces it.
--   customer[phone where active]: The index is left out: DuckDB cannot keep only some rows unique.
--   order[open_orders]: DuckDB has no partial indexes: all rows are indexed.
--   customer(phone): DuckDB 2.0 counts nulls as different: rows that differ by nothing but a null are accepted in customer(phone).
