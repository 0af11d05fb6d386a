"""A text that a person wrote over years, for DBML 8, with all the habits that people have."""

import pytest

SHOP = """\
// The shop; keep in step with the wiki.

Project shop {
  database_type: 'PostgreSQL'   // for dbdiagram
  Note: '''
    Two lines
      of a note.
  '''
}

/* Who buys.
   Since 2019. */
Table   customers  as C [headercolor: #AABBCC] {   // the people
  id    int   [primary key, increment] // key
  name  varchar(20)  [ not null ,  unique ]   // full name
  mail  varchar [note: "by name@host"]

  status customer_status [default: 'new', owner: 'sales']

  indexes {
    // fast
    (name, mail) [name: 'ix_nm']  // composite
    `lower(mail)` [unique]
  }
  Note: 'People who bought.'
}


Table orders {
  id int [pk]
  customer_id int [ref: > C.id, note: 'who', not null] // buyer
  total decimal(10,2) [check: `total >= 0`, default: 0]
  placed_at timestamp [default: `now()`]
  checks {
    `total < 1000000` [name: 'sane']   // a million
    `placed_at > '2019-01-01'`
  }
}
Table items { order_id int [pk]
  line int pk
  sku text [not null] }

Enum customer_status {
  new        // just came
  active [note: 'has an order']
  gone
}

Ref orders_items: items.order_id > orders.id [delete: cascade] // lines
Ref {
  // one row each
  items.sku - products.sku
}
Ref {
  items.(order_id, line) < notes.(order_id, line) [color: #123]
}

TableGroup sales [color: #fff] {
  customers
  orders // hm
}

Dep: orders -> items
Note reminder {
  'Ask Ann about SKUs.'
}
Records orders(id, total) {
  1, 10.00
  2, 20.00
}
DiagramView all { Tables { * } }
TablePartial stamps {
  created_at timestamp [not null, default: `now()`]
}
Table products {
  ~stamps
  sku text [pk]
}
Metadata Column products.sku { source: 'erp' }
Metadata Table products {
  erp_id: '7'   // unused
  owner: 'ann'
}
use { table a as b } from './old'
Table notes {
  order_id int
  line int
  indexes { (order_id, line) [unique] }
}
// the end"""


@pytest.fixture
def shop_text():
    return SHOP
