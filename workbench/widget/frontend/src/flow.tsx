// The canvas itself: React Flow with the nodes and edges of the scene, and what a person may do to them.
import {
  Background,
  type Connection,
  ControlButton,
  Controls,
  type EdgeChange,
  MiniMap,
  type NodeChange,
  type NodeProps,
  Panel,
  ReactFlow,
  applyEdgeChanges,
  applyNodeChanges,
  useReactFlow,
} from "@xyflow/react";
import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import { Entity, quoted } from "./entity";
import { ReferenceLine } from "./line";
import { type AnyNode, type FrameNode, type LineEdge, edgesOf, nameOf, nodesOf, standingOut } from "./nodes";
import type { Edit } from "./protocol";
import type { Box } from "./scene";
import type { Store } from "./store";

const nodeTypes = { entity: Entity, frame: Area };
const edgeTypes = { line: ReferenceLine };

function Area({ data }: NodeProps<FrameNode>) {
  const { frame } = data;
  return (
    <div className="wb-frame" style={{ width: frame.width, height: frame.height, ...(frame.color ? { color: frame.color } : {}) }}>
      <span>{frame.label}</span>
    </div>
  );
}

/** Edit that makes a reference of a line that a person has drawn from a column to another. */
export function drawn(connection: Connection, boxes: readonly Box[]): Edit | null {
  const column = (handle: string | null | undefined) => handle?.replace(/:[lr]$/, "");
  const [from, to] = [column(connection.sourceHandle), column(connection.targetHandle)];
  const child = boxes.find((box) => box.subject === connection.source);
  const parent = boxes.find((box) => box.subject === connection.target);
  const row = child?.rows.find((candidate) => candidate.name === from);
  if (!child || !parent || !from || !to || !row || child.kind === "enum" || parent.kind === "enum") return null;
  if (child === parent && from === to) return null;
  return {
    do: "add",
    kind: "reference",
    node: {
      child: nameOf(child.subject),
      child_attributes: [from],
      parent: nameOf(parent.subject),
      parent_attributes: [to],
      parent_cardinality: row.nullable ? "0..1" : "1",
    },
  };
}

/** Edits for a new table: a name that is free, and a key. */
export function fresh(boxes: readonly Box[]): Edit {
  const taken = new Set(boxes.map((box) => box.name));
  let [name, number] = ["table_1", 1];
  while (taken.has(name)) name = `table_${++number}`;
  const node = {
    name,
    attributes: [{ name: "id", type: "int64", nullable: false, identity: true }],
    primary_key: { attributes: ["id"] },
  };
  return { do: "add", kind: "entity", node };
}

export function Canvas({ store, theme, label }: { store: Store; theme: string; label: string }) {
  const { scene, shift, status, selected, refusal } = useSyncExternalStore(store.subscribe, store.get);
  const [nodes, setNodes] = useState<AnyNode[]>([]);
  const [edges, setEdges] = useState<LineEdge[]>([]);
  const [wanted, setWanted] = useState("");
  const [hovered, setHovered] = useState("");
  const [active, setActive] = useState(false); // the wheel zooms where a person works; elsewhere the page scrolls
  const fitted = useRef(false);
  const root = useRef<HTMLDivElement>(null);
  const flow = useReactFlow();

  useEffect(() => {
    setNodes((before) => nodesOf(scene, before, selected, store));
    setEdges((before) => edgesOf(scene, before, store));
  }, [scene, selected, store]);
  useEffect(() => {
    if (fitted.current || nodes.length === 0) return;
    fitted.current = true;
    requestAnimationFrame(() => void flow.fitView({ padding: 0.08, maxZoom: 1 }));
  }, [flow, nodes]);

  const onNodesChange = useCallback((changes: NodeChange<AnyNode>[]) => {
    setNodes((before) => applyNodeChanges(changes.filter((change) => change.type !== "remove"), before));
  }, []);
  const onEdgesChange = useCallback((changes: EdgeChange<LineEdge>[]) => {
    setEdges((before) => applyEdgeChanges(changes.filter((change) => change.type !== "remove"), before));
  }, []);
  const onConnect = useCallback(
    (connection: Connection) => {
      const edit = drawn(connection, store.get().scene.boxes);
      if (edit) void store.edit(edit);
    },
    [store],
  );
  const place = useCallback(() => {
    const positions: Record<string, [number, number]> = {};
    for (const node of flow.getNodes()) {
      if (node.type === "entity" && node.id.startsWith("entity:")) {
        positions[nameOf(node.id)] = [node.position.x - shift[0], node.position.y - shift[1]];
      }
    }
    void store.place(positions);
  }, [flow, shift, store]);

  const drop = useCallback(() => {
    const lines = edges.filter((edge) => edge.selected).flatMap((edge) => edge.data?.line.subject ?? []);
    const boxes = nodes.filter((node) => node.selected && node.id.startsWith("entity:")).map((node) => node.id);
    const subjects = [...new Set(lines.length > 0 ? lines : boxes)];
    if (subjects.length === 0) return;
    // What had the focus goes; the keys still work.
    void store.edit(...subjects.map((subject) => ({ do: "drop", subject }))).then(() => root.current?.focus());
  }, [edges, nodes, store]);
  const addColumn = useCallback(() => {
    const box = scene.boxes.find((candidate) => candidate.subject === selected);
    if (!box || box.kind === "enum") return;
    const taken = new Set(box.rows.map((row) => row.name));
    let [name, number] = ["column_1", 1];
    while (taken.has(name)) name = `column_${++number}`;
    void store.edit({ do: "add", kind: "attribute", node: { name }, within: nameOf(box.subject) });
  }, [scene, selected, store]);

  const onKeyDown = (event: KeyboardEvent) => {
    const control = event.ctrlKey || event.metaKey;
    const target = event.target as HTMLElement;
    if (target.tagName === "INPUT") return;
    const chosen = target.closest<HTMLElement>("[data-entity]")?.dataset["entity"];
    const act: Record<string, (() => void) | undefined> = control
      ? { z: () => void store.command(event.shiftKey ? "redo" : "undo"), y: () => void store.command("redo") }
      : {
          Delete: drop,
          Backspace: drop,
          Escape: () => store.select(""),
          "0": () => void flow.fitView({ padding: 0.08, maxZoom: 1 }),
          "+": () => void flow.zoomIn(),
          "-": () => void flow.zoomOut(),
          ...(chosen ? { Enter: () => store.select(`entity:${chosen}`), " ": () => store.select(`entity:${chosen}`) } : {}),
        };
    const found = act[control ? event.key.toLowerCase() : event.key];
    if (!found) return;
    event.preventDefault();
    event.stopPropagation();
    found();
  };

  const lines = useMemo(() => standingOut(edges, hovered || selected), [edges, hovered, selected]);
  const names = useMemo(() => scene.boxes.filter((box) => box.kind === "entity").map((box) => nameOf(box.subject)), [scene]);
  const find = (text: string) => {
    setWanted(text);
    const name = names.find((candidate) => candidate === text) ?? names.find((candidate) => candidate.toLowerCase().includes(text.toLowerCase()));
    if (!text || !name) return;
    store.select(`entity:${name}`);
    void flow.fitView({ nodes: [{ id: `entity:${name}` }], padding: 0.6, maxZoom: 1, duration: 200 });
  };

  return (
    <div
      ref={root}
      tabIndex={-1}
      className="wb-canvas"
      role="region"
      aria-roledescription="diagram"
      aria-label={label || "Diagram"}
      data-theme={theme}
      data-revision={status.revision}
      data-lm-suppress-shortcuts="true"
      onKeyDown={onKeyDown}
      onFocus={() => setActive(true)}
      onBlur={(event) => setActive(event.currentTarget.contains(event.relatedTarget))}
      onPointerDown={(event) => {
        const target = event.target as HTMLElement;
        if (!target.closest("[tabindex], input, button")?.closest(".react-flow")) root.current?.focus({ preventScroll: true });
      }}
    >
      <ReactFlow<AnyNode, LineEdge>
        nodes={nodes}
        edges={lines}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        onNodesChange={onNodesChange}
        onEdgesChange={onEdgesChange}
        onConnect={onConnect}
        onNodeDragStop={place}
        onNodeClick={(_, node) => store.select(node.id.startsWith("entity:") ? node.id : "")}
        onNodeMouseEnter={(_, node) => setHovered(node.id)}
        onNodeMouseLeave={() => setHovered("")}
        onPaneClick={() => store.select("")}
        connectionMode={"loose" as never}
        deleteKeyCode={null}
        multiSelectionKeyCode="Shift"
        minZoom={0.05}
        maxZoom={3}
        onlyRenderVisibleElements
        zoomOnDoubleClick={false}
        preventScrolling={active}
        zoomOnScroll={active}
        colorMode={theme === "dark" ? "dark" : "light"}
        proOptions={{ hideAttribution: true }}
      >
        <Background gap={24} />
        <MiniMap pannable zoomable ariaLabel="Overview" />
        <Controls showInteractive={false} fitViewOptions={{ padding: 0.08, maxZoom: 1 }}>
          <ControlButton title="Arrange all tables" aria-label="Arrange all tables" onClick={() => void store.command("arrange")}>
            <svg viewBox="0 0 16 16" aria-hidden="true">
              <path d="M2 2h5v4H2zM9 2h5v4H9zM2 10h5v4H2zM9 10h5v4H9z" />
            </svg>
          </ControlButton>
        </Controls>
        <Panel position="top-left" className="wb-tools">
          <button type="button" onClick={() => void store.edit(fresh(scene.boxes))}>
            + Table
          </button>
          <button type="button" disabled={!selected} onClick={addColumn}>
            + Column
          </button>
          <input
            type="search"
            aria-label="Find a table"
            placeholder="Find a table"
            list="wb-names"
            value={wanted}
            onChange={(event) => find(event.target.value)}
          />
          <datalist id="wb-names">
            {names.map((name) => (
              <option key={name} value={name} />
            ))}
          </datalist>
        </Panel>
        {refusal ? (
          <Panel position="bottom-center" className="wb-refusal" role="alert">
            {refusal}
            <button type="button" aria-label="Close" onClick={() => store.forgive()}>
              ×
            </button>
          </Panel>
        ) : null}
      </ReactFlow>
    </div>
  );
}

export { quoted };
