-- Tables of the model "everything" for SQLite 3.40.
-- One of everything.
-- 7 tables, 8 keys, 6 references, 5 checks, 9 indexes.
-- To make them in an empty database:  sqlite3 FILE.db < sqlite.sql
-- Tables are STRICT. Dates and times are ISO 8601 texts, booleans 0 and 1; conditions hold them to that.

-- SQLite enforces references only where a connection asks for it: say this on every connection.
PRAGMA foreign_keys = ON;

BEGIN;

-- Whoever ordered once; called "client" in the old system.
CREATE TABLE customer (
    customer_id INTEGER NOT NULL,
    -- The address; it's where
    -- invoices go.
    "Email" TEXT NOT NULL CHECK (length("Email") <= 80),
    country TEXT DEFAULT 'DE' NOT NULL CHECK (length(country) <= 2),
    active INTEGER DEFAULT 1 NOT NULL CHECK (active IN (0, 1)),
    discount REAL DEFAULT (0.5) NOT NULL,
    since TEXT DEFAULT CURRENT_TIMESTAMP NOT NULL CHECK (substr(since, 1, 10) IS date(substr(since, 1, 10), '+0 days')),
    phone TEXT,
    net REAL,
    gross REAL GENERATED ALWAYS AS (net * 1.19) STORED,
    label TEXT GENERATED ALWAYS AS (UPPER("Email")) VIRTUAL,
    CONSTRAINT pk_customer PRIMARY KEY (customer_id),
    -- One account for one address.
    CONSTRAINT uq_customer_email UNIQUE ("Email"),
    CONSTRAINT uq_customer_phone UNIQUE (phone),
    -- In percent.
    CONSTRAINT discount_in_range CHECK (discount >= 0 AND discount < 100),
    CONSTRAINT ck_customer_2 CHECK ("Email" LIKE '%@%')
) STRICT;
CREATE INDEX customers_by_country ON customer (country);
CREATE UNIQUE INDEX ux_customer_lower_email ON customer ((LOWER("Email")));
CREATE UNIQUE INDEX ux_customer_phone ON customer (phone) WHERE active;
CREATE INDEX ix_customer_since ON customer (since);

CREATE TABLE product (
    sku TEXT NOT NULL,
    maker INTEGER NOT NULL,
    made_in TEXT NOT NULL CHECK (length(made_in) <= 2),
    CONSTRAINT pk_product PRIMARY KEY (sku),
    CONSTRAINT uq_product_made_in_maker UNIQUE (made_in, maker)
) STRICT;

CREATE TABLE stock_shelf (
    shelf INTEGER NOT NULL,
    sku TEXT NOT NULL,
    "by maker" INTEGER,
    "by place" TEXT CHECK (length("by place") <= 2),
    CONSTRAINT pk_shelf PRIMARY KEY (shelf, sku),
    CONSTRAINT fk_shelf_by_place_by_maker FOREIGN KEY("by place", "by maker") REFERENCES product (made_in, maker)
) STRICT;
CREATE INDEX "an index whose name is so long that it goes beyond what PostgreSQL and MariaDB can keep" ON stock_shelf (sku);

-- */ ; DROP TABLE customer; --
-- DROP TABLE customer;
CREATE TABLE "x""; DROP TABLE customer; --" (
    "'); DROP TABLE customer; --" TEXT DEFAULT '''); DROP TABLE customer; --' NOT NULL
) STRICT;

CREATE TABLE typed (
    c0 INTEGER CHECK (c0 IN (0, 1)),
    c1 INTEGER,
    c2 INTEGER,
    c3 INTEGER,
    c4 REAL,
    c5 REAL,
    c6 REAL,
    c7 REAL,
    c8 TEXT,
    c9 TEXT CHECK (length(c9) <= 40),
    c10 TEXT CHECK (length(c10) <= 2),
    c11 TEXT CHECK (c11 IS date(c11, '+0 days')),
    c12 TEXT CHECK (substr(c12, 1, 8) IS time(c12, '+0 days')),
    c13 TEXT CHECK (substr(c13, 1, 10) IS date(substr(c13, 1, 10), '+0 days')),
    c14 TEXT CHECK (substr(c14, 1, 10) IS date(substr(c14, 1, 10), '+0 days')),
    c15 TEXT,
    c16 TEXT CHECK (length(c16) = 36),
    c17 TEXT CHECK (c17 IS NULL OR json_valid(c17)),
    c18 BLOB,
    c19 TEXT,
    c20 TEXT,
    c21 TEXT,
    c22 TEXT,
    c23 TEXT,
    CONSTRAINT ck_typed_c_23 CHECK (c23 IN ('open', 'it''s paid', '100% back'))
) STRICT;

CREATE TABLE "order" (
    order_id INTEGER NOT NULL,
    -- A reserved word.
    "select" INTEGER NOT NULL,
    status TEXT DEFAULT 'open' NOT NULL,
    "parent order" INTEGER,
    last_item INTEGER,
    placed_on TEXT NOT NULL CHECK (placed_on IS date(placed_on, '+0 days')),
    comment TEXT,
    extra TEXT CHECK (extra IS NULL OR json_valid(extra)),
    CONSTRAINT pk_of_order PRIMARY KEY (order_id),
    CONSTRAINT ck_order_status CHECK (status IN ('open', 'it''s paid', '100% back')),
    -- Who pays.
    CONSTRAINT fk_order_select FOREIGN KEY("select") REFERENCES customer (customer_id) ON DELETE RESTRICT,
    CONSTRAINT parent FOREIGN KEY("parent order") REFERENCES "order" (order_id) ON DELETE SET NULL,
    CONSTRAINT fk_order_order_id_last_item FOREIGN KEY(order_id, last_item) REFERENCES "Order Item" (order_id, item_no)
) STRICT;
CREATE INDEX ix_order_placed_on_select ON "order" (placed_on DESC, "select");
CREATE INDEX ix_order_status ON "order" (status);
CREATE INDEX ix_order_select ON "order" ("select");
CREATE INDEX open_orders ON "order" (placed_on) WHERE status <> 'it''s paid';

CREATE TABLE "Order Item" (
    order_id INTEGER NOT NULL,
    item_no INTEGER NOT NULL,
    sku TEXT NOT NULL,
    "100%:price" REAL,
    "say ""hi""" TEXT,
    CONSTRAINT pk_order_item PRIMARY KEY (order_id, item_no),
    CONSTRAINT ck_order_item_1 CHECK ("100%:price" >= 0),
    CONSTRAINT fk_order_item_order_id FOREIGN KEY(order_id) REFERENCES "order" (order_id) ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT fk_order_item_sku FOREIGN KEY(sku) REFERENCES product (sku) DEFERRABLE
) STRICT;

COMMIT;

-- What differs from the model:
--   stock.shelf(sku) → product(sku): the model says that nothing enforces it.
--   product(made_in) → customer(country): The reference is left out: country is not a key of customer, so that rows may share it.
--   product(maker) → nowhere(id): The reference is left out: there is no entity nowhere.
--   typed(c8) → customer(customer_id): The reference is left out: c8 is text and customer.customer_id is int32.
--   customer(phone): SQLite 3.40 counts nulls as different: rows that differ by nothing but a null are accepted in customer(phone).
--   customer[phone ~ '^[0-9]+$']: The check is left out. SQLite has no regular expressions. Write the rule in another way.
