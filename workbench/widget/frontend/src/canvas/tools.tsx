// What stands above the canvas: new tables and columns, and finding a table by its name.
import { Panel, useReactFlow } from "@xyflow/react";
import { useState } from "react";
import { useStore } from "../hooks";

interface Props {
  names: readonly string[];
  addTable(): void;
  addColumn(): void;
}

export function Tools({ names, addTable, addColumn }: Props) {
  const [store, { selected }] = useStore();
  const [wanted, setWanted] = useState("");
  const flow = useReactFlow();
  const find = (text: string) => {
    setWanted(text);
    const lower = text.toLowerCase();
    const name = names.find((candidate) => candidate === text) ?? names.find((candidate) => candidate.toLowerCase().includes(lower));
    if (!text || !name) return;
    store.select(`entity:${name}`);
    void flow.fitView({ nodes: [{ id: `entity:${name}` }], padding: 0.6, maxZoom: 1, duration: 200 });
  };
  return (
    <Panel position="top-left" className="wb-tools">
      <button type="button" title="Add a table (N)" onClick={addTable}>
        + Table
      </button>
      <button type="button" title="Add a column to the chosen table (Insert)" disabled={!selected} onClick={addColumn}>
        + Column
      </button>
      <input type="search" aria-label="Find a table" placeholder="Find a table" list="wb-names" value={wanted} onChange={(event) => find(event.target.value)} />
      <datalist id="wb-names">
        {names.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </Panel>
  );
}
