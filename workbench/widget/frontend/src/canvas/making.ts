// New tables and columns: they are named where they stand.
import { useCallback } from "react";
import { added } from "../changes";
import type { Entity as EntityData } from "../model";
import { attributeOf, free, nameOf } from "../names";
import type { Edit } from "../protocol";
import type { Store } from "../store";
import type { Box } from "./scene";

/** Edit for a new table: a name that is free, and a key. */
export function fresh(boxes: readonly Box[]): Edit {
  const node = {
    name: free("table", boxes.map((box) => box.name)),
    attributes: [{ name: "id", type: "int64", nullable: false, identity: true }],
    primary_key: { attributes: ["id"] },
  };
  return { do: "add", kind: "entity", node };
}

export function useMaking(store: Store, rename: (subject: string) => void) {
  const addTable = useCallback(() => {
    const edit = fresh(store.get().scene.boxes);
    void store.edit(edit).then((done) => {
      const subject = `entity:${(edit["node"] as { name: string }).name}`;
      if (!done) return;
      store.select(subject);
      rename(subject);
    });
  }, [rename, store]);
  /** Something about the chosen table, as it is now. */
  const about = useCallback(
    async (work: (entity: EntityData) => Edit[]) => {
      const name = nameOf(store.get().selected);
      if (!name) return;
      try {
        const edits = work(await store.ask<EntityData>("table.entity", { name }));
        if (edits.length) await store.edit(...edits);
      } catch (error) {
        store.refuse(error);
      }
    },
    [store],
  );
  const addColumn = useCallback(() => {
    const { row: after } = store.get();
    void about((entity) => {
      const at = entity.attributes.findIndex((attribute) => attribute.name === after);
      const edit = added(entity, {}, at < 0 ? undefined : at + 1);
      const { name } = edit["node"] as { name: string };
      queueMicrotask(() => rename(attributeOf(nameOf(entity.subject), name)));
      return [edit];
    });
  }, [about, rename, store]);
  return { about, addTable, addColumn };
}
