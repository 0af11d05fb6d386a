-- Tables of the model "everything" for MariaDB 10.11.
-- One of everything.
-- 7 tables, 8 keys, 6 references, 6 checks, 8 indexes.
-- To make them in an empty database:  mariadb DATABASE < mariadb.sql
-- Texts compare as they are written (utf8mb4_nopad_bin): the server's default would hold 'é' and 'E', or 'a'
-- and 'a ', for equal, so that keys which differ in the data would be duplicates here.
-- MariaDB has no transactions for DDL: after an error, drop the database and begin anew.

CREATE TABLE customer (
    customer_id INTEGER NOT NULL AUTO_INCREMENT,
    `Email` VARCHAR(80) NOT NULL COMMENT 'The address; it''s where
invoices go.',
    country CHAR(2) NOT NULL DEFAULT 'DE',
    active BOOLEAN NOT NULL DEFAULT TRUE,
    discount DECIMAL(5, 2) NOT NULL DEFAULT (0.5),
    since DATETIME(6) NOT NULL DEFAULT (CURRENT_TIMESTAMP()),
    phone VARCHAR(255),
    net DOUBLE,
    gross DOUBLE GENERATED ALWAYS AS (net * 1.19) STORED,
    label LONGTEXT GENERATED ALWAYS AS (UPPER(`Email`)) VIRTUAL,
    CONSTRAINT pk_customer PRIMARY KEY (customer_id),
    -- One account for one address.
    CONSTRAINT uq_customer_email UNIQUE (`Email`),
    CONSTRAINT uq_customer_phone UNIQUE (phone),
    -- In percent.
    CONSTRAINT discount_in_range CHECK (discount >= 0 AND discount < 100),
    CONSTRAINT ck_customer_2 CHECK (`Email` LIKE '%@%'),
    CONSTRAINT ck_customer_3 CHECK (phone REGEXP '^[0-9]+$')
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COMMENT='Whoever ordered once; called "client" in the old system.' COLLATE utf8mb4_nopad_bin;
CREATE INDEX customers_by_country ON customer (country);
CREATE INDEX ix_customer_since ON customer (since);

CREATE TABLE product (
    sku VARCHAR(255) NOT NULL,
    maker SMALLINT NOT NULL,
    made_in CHAR(2) NOT NULL,
    CONSTRAINT pk_product PRIMARY KEY (sku),
    CONSTRAINT uq_product_made_in_maker UNIQUE (made_in, maker)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE TABLE stock_shelf (
    shelf INTEGER NOT NULL,
    sku VARCHAR(255) NOT NULL,
    `by maker` SMALLINT,
    `by place` CHAR(2),
    CONSTRAINT pk_shelf PRIMARY KEY (shelf, sku),
    CONSTRAINT fk_shelf_by_place_by_maker FOREIGN KEY(`by place`, `by maker`) REFERENCES product (made_in, maker)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE utf8mb4_nopad_bin;
CREATE INDEX `an index whose name is so long that it goes beyond what Pos_a427` ON stock_shelf (sku);

CREATE TABLE `x"; DROP TABLE customer; --` (
    `'); DROP TABLE customer; --` LONGTEXT NOT NULL DEFAULT '''); DROP TABLE customer; --'
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COMMENT='*/ ; DROP TABLE customer; --
DROP TABLE customer;' COLLATE utf8mb4_nopad_bin;

CREATE TABLE typed (
    c0 BOOLEAN,
    c1 SMALLINT,
    c2 INTEGER,
    c3 BIGINT,
    c4 DECIMAL(65, 30),
    c5 DECIMAL(12, 2),
    c6 FLOAT,
    c7 DOUBLE,
    c8 LONGTEXT,
    c9 VARCHAR(40),
    c10 CHAR(2),
    c11 DATE,
    c12 TIME(6),
    c13 DATETIME(6),
    c14 DATETIME(6),
    c15 VARCHAR(100),
    c16 UUID,
    c17 JSON,
    c18 LONGBLOB,
    c19 VARCHAR(43),
    c20 JSON,
    c21 JSON,
    c22 JSON,
    c23 ENUM('open','it''s paid','100% back')
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE TABLE `order` (
    order_id BIGINT NOT NULL,
    `select` INTEGER NOT NULL COMMENT 'A reserved word.',
    status ENUM('open','it''s paid','100% back') NOT NULL DEFAULT 'open',
    `parent order` BIGINT,
    last_item INTEGER,
    placed_on DATE NOT NULL,
    comment LONGTEXT,
    extra JSON,
    CONSTRAINT pk_of_order PRIMARY KEY (order_id),
    -- Who pays.
    CONSTRAINT fk_order_select FOREIGN KEY(`select`) REFERENCES customer (customer_id) ON DELETE RESTRICT,
    CONSTRAINT parent FOREIGN KEY(`parent order`) REFERENCES `order` (order_id) ON DELETE SET NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE utf8mb4_nopad_bin;
CREATE INDEX ix_order_placed_on_select ON `order` (placed_on DESC, `select`);
CREATE INDEX ix_order_status ON `order` (status);
CREATE FULLTEXT INDEX ix_order_comment ON `order` (comment);
CREATE INDEX ix_order_select ON `order` (`select`);
CREATE INDEX open_orders ON `order` (placed_on);

CREATE TABLE `Order Item` (
    order_id BIGINT NOT NULL,
    item_no INTEGER NOT NULL,
    sku VARCHAR(255) NOT NULL,
    `100%:price` DECIMAL(12, 2),
    `say "hi"` LONGTEXT,
    CONSTRAINT pk_order_item PRIMARY KEY (order_id, item_no),
    CONSTRAINT ck_order_item_1 CHECK (`100%:price` >= 0),
    CONSTRAINT fk_order_item_order_id FOREIGN KEY(order_id) REFERENCES `order` (order_id) ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT fk_order_item_sku FOREIGN KEY(sku) REFERENCES product (sku)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE utf8mb4_nopad_bin;

-- References that close a cycle: added when both tables are there.
ALTER TABLE `order` ADD CONSTRAINT fk_order_order_id_last_item FOREIGN KEY(order_id, last_item) REFERENCES `Order Item` (order_id, item_no);


-- What differs from the model:
--   stock.shelf(sku) → product(sku): the model says that nothing enforces it.
--   product(made_in) → customer(country): The reference is left out: country is not a key of customer, so that rows may share it.
--   product(maker) → nowhere(id): The reference is left out: there is no entity nowhere.
--   typed(c8) → customer(customer_id): The reference is left out: c8 is text and customer.customer_id is int32.
--   "Order Item".sku: MariaDB allows texts of limited length only in a key: it becomes VARCHAR(255), and longer values are refused. Give it a limit of your own, as in text(40).
--   customer.phone: MariaDB allows texts of limited length only in a key: it becomes VARCHAR(255), and longer values are refused. Give it a limit of your own, as in text(40).
--   product.sku: MariaDB allows texts of limited length only in a key: it becomes VARCHAR(255), and longer values are refused. Give it a limit of your own, as in text(40).
--   stock.shelf.sku: MariaDB allows texts of limited length only in a key: it becomes VARCHAR(255), and longer values are refused. Give it a limit of your own, as in text(40).
--   "Order Item"(sku) → product(sku): MariaDB checks the reference at once, not at the end.
--   customer[phone where active]: The index is left out: MariaDB cannot keep only some rows unique.
--   order[open_orders]: MariaDB has no partial indexes: all rows are indexed.
--   customer[lower(email)]: The index is left out: MariaDB has no indexes on expressions.
--   customer(phone): MariaDB 10.11 counts nulls as different: rows that differ by nothing but a null are accepted in customer(phone).
