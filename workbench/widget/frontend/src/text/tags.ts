// The kinds of words that are coloured.
import { tags as all } from "@lezer/highlight";

export const tags = {
  keyword: all.keyword, typeName: all.typeName, propertyName: all.propertyName, string: all.string, special: all.special(all.string),
  number: all.number, comment: all.comment, operator: all.operator,
};
