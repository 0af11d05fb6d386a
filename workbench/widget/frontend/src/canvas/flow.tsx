// The canvas itself: React Flow with the nodes and edges of the scene, and what a person may do to them.
import {
  Background,
  type Connection,
  ControlButton,
  Controls,
  type EdgeChange,
  type FinalConnectionState,
  MiniMap,
  type NodeChange,
  type NodeProps,
  Panel,
  ReactFlow,
  SelectionMode,
  applyEdgeChanges,
  applyNodeChanges,
  useReactFlow,
} from "@xyflow/react";
import { type ClipboardEvent, type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { moved } from "../changes";
import { useStore } from "../hooks";
import type { Entity as EntityData } from "../model";
import { attributeOf, nameOf } from "../names";
import { type Items, Menu } from "../parts/menu";
import { type Editing, EditingContext, Entity } from "./entity";
import { drawn, endedOn, intoClipboard } from "./gestures";
import { ReferenceLine } from "./line";
import { useMaking } from "./making";
import { type Hands, choose, ofColumn, ofTable, ofTables } from "./menus";
import { type AnyNode, type FrameNode, type LineEdge, type Places, aligned, choosing, edgesOf, followed, nodesOf, standingOut } from "./nodes";
import { ReferencePopover } from "./popover";
import { Tools } from "./tools";
import { FIT, useView } from "./view";

const nodeTypes = { entity: Entity, frame: Area };
const edgeTypes = { line: ReferenceLine };
const FEW = 16; // tables that are seen at a glance
const MANY = 250; // lines above which only those of the table that is dragged are drawn meanwhile
const STEP = 24; // pixels that a table goes with an arrow key

function Area({ data }: NodeProps<FrameNode>) {
  const { frame } = data;
  return (
    <div className="wb-frame" style={{ width: frame.width, height: frame.height, ...(frame.color ? { color: frame.color } : {}) }}>
      <span>{frame.label}</span>
    </div>
  );
}

interface Opened {
  at: [number, number];
  label: string;
  items: Items;
}

export function Canvas({ theme, label }: { theme: string; label: string }) {
  const [store, { scene, status, selected, row }] = useStore();
  const [nodes, setNodes] = useState<AnyNode[]>([]);
  const [edges, setEdges] = useState<LineEdge[]>([]);
  const [hovered, setHovered] = useState("");
  const [active, setActive] = useState(false); // the wheel zooms where a person works; elsewhere the page scrolls
  const [what, setWhat] = useState("");
  const [overview, setOverview] = useState<boolean | null>(null);
  const hasOverview = overview ?? scene.boxes.length > FEW; // over few tables it would only hide some
  const [menu, setMenu] = useState<Opened | null>(null);
  const [line, setLine] = useState<{ subject: string; at: [number, number] } | null>(null);
  const former = useRef(scene);
  const root = useRef<HTMLDivElement>(null);
  const flow = useReactFlow<AnyNode, LineEdge>();
  const { marks } = status;

  useEffect(() => {
    setNodes((before) => nodesOf(scene, before, marks, { table: selected, row }));
  }, [scene, marks, selected, row]);
  useEffect(() => setEdges((before) => edgesOf(scene, before)), [scene]);
  useEffect(() => {
    // One of several that are chosen may be the one that the panes show.
    setNodes((before) => (before.some((node) => node.selected && node.id === selected) ? before : choosing(before, new Set([selected]))));
  }, [selected, scene]);
  const seen = useView(root, nodes);
  useEffect(() => {
    const subject = line && followed(line.subject, former.current, scene);
    former.current = scene;
    if (line && subject !== line.subject) setLine(subject ? { ...line, subject } : null);
  }, [scene, line]);

  const tables = useMemo(() => nodes.filter((node) => node.selected && node.id.startsWith("entity:")), [nodes]);
  const focus = useCallback(() => root.current?.focus({ preventScroll: true }), []);

  const onNodesChange = useCallback((changes: NodeChange<AnyNode>[]) => {
    setNodes((before) => applyNodeChanges(changes.filter((change) => change.type !== "remove"), before));
  }, []);
  const onEdgesChange = useCallback((changes: EdgeChange<LineEdge>[]) => {
    setEdges((before) => applyEdgeChanges(changes.filter((change) => change.type !== "remove"), before));
  }, []);
  const onConnect = useCallback(
    (connection: Connection) => {
      const meant = drawn(connection, store.get().scene.boxes);
      if (meant) void store.try("canvas.refer", meant);
    },
    [store],
  );
  /** A line that ends inside a table, beside the squares, means the row or the head that it ends on. */
  const onConnectEnd = useCallback(
    (event: globalThis.MouseEvent | TouchEvent, state: FinalConnectionState) => {
      const ends = endedOn(event, state);
      const meant = ends && drawn(ends, store.get().scene.boxes);
      if (meant) void store.try("canvas.refer", meant);
    },
    [store],
  );
  const places = useCallback((): Places => {
    const found: Places = {};
    for (const node of flow.getNodes()) {
      if (node.type === "entity" && node.id.startsWith("entity:")) found[nameOf(node.id)] = [node.position.x, node.position.y];
    }
    return found;
  }, [flow]);
  const place = useCallback(() => void store.try("canvas.place", { positions: places() }), [places, store]);

  const hands: Hands = useMemo(
    () => ({
      store,
      rename: (subject) => setWhat(`rename ${subject}`),
      retype: (subject) => setWhat(`type ${subject}`),
      copy: (names) => {
        store.ask<string>("canvas.clip", { entities: names }).then(intoClipboard).catch((error: unknown) => store.refuse(error));
      },
      arrange: (names) => void store.try("canvas.arrange", { entities: names, positions: places() }),
      align: (way) => {
        const moving = flow.getNodes().filter((node) => node.selected && node.type === "entity");
        const found = aligned(moving, way);
        const positions = places();
        for (const [id, at] of found) positions[nameOf(id)] = [at.x, at.y];
        void store.try("canvas.place", { positions });
      },
      drop: (subjects) => void store.try("canvas.drop", { subjects }).then(focus), // what had the focus goes; the keys still work
    }),
    [flow, focus, places, store],
  );

  const openMenu = useCallback(
    async (at: [number, number], subject: string) => {
      setLine(null);
      const chosen = flow.getNodes().filter((node) => node.selected && node.type === "entity" && node.id.startsWith("entity:"));
      if (chosen.length > 1 && chosen.some((node) => node.id === subject)) {
        const names = chosen.map((node) => nameOf(node.id));
        setMenu({ at, label: `${names.length} tables`, items: ofTables(names, hands) });
        return;
      }
      const box = store.get().scene.boxes.find((candidate) => candidate.subject === subject || subject.startsWith(`attribute:${nameOf(candidate.subject)}.`));
      if (!box) return;
      try {
        const entity = await store.ask<EntityData>("table.entity", { name: nameOf(box.subject) });
        const name = subject === box.subject ? "" : store.get().row;
        setMenu({ at, label: name || box.name, items: name ? ofColumn(entity, name, hands) : ofTable(entity, hands) });
      } catch (error) {
        store.refuse(error);
      }
    },
    [flow, hands, store],
  );
  const editing: Editing = useMemo(
    () => ({
      what,
      begin: (kind, subject) => setWhat(`${kind} ${subject}`),
      end: () => {
        setWhat("");
        focus();
      },
      menu: (at, subject) => void openMenu(at, subject),
    }),
    [focus, openMenu, what],
  );

  const { about, addTable, addColumn } = useMaking(store, hands.rename);
  const drop = useCallback(() => {
    const { row, selected } = store.get();
    const lines = edges.filter((edge) => edge.selected).flatMap((edge) => edge.data?.line.subject ?? []);
    const boxes = tables.map((node) => node.id);
    const columns = row && boxes.length <= 1 && selected ? [attributeOf(nameOf(selected), row)] : [];
    const subjects = [...new Set(lines.length > 0 ? lines : columns.length > 0 ? columns : boxes)];
    if (subjects.length > 0) hands.drop(subjects);
  }, [edges, hands, store, tables]);

  const walk = (step: number) => {
    const { row, scene, selected } = store.get(); // keys come faster than what is drawn
    const box = scene.boxes.find((candidate) => candidate.subject === selected);
    const rows = box?.rows.filter((candidate) => candidate.kind === "attribute") ?? [];
    const here = rows.findIndex((candidate) => candidate.name === row);
    store.pick(rows[here + step]?.name ?? (here + step < 0 ? "" : row));
  };
  const push = (dx: number, dy: number) => {
    const positions = places();
    for (const node of tables) positions[nameOf(node.id)] = [node.position.x + dx, node.position.y + dy];
    if (tables.length) void store.try("canvas.place", { positions });
  };
  const underKeys = (): string => {
    const { row, selected } = store.get();
    return row ? attributeOf(nameOf(selected), row) : selected;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const { row, selected } = store.get();
    const target = event.target as HTMLElement;
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) return;
    const control = event.ctrlKey || event.metaKey;
    const focused = target.closest<HTMLElement>("[data-entity]")?.dataset["entity"];
    const onTable = focused !== undefined && `entity:${focused}` === selected;
    const chosen = tables.length > 0 || selected !== "";
    const menuAt = (): [number, number] => {
      const at = (root.current?.querySelector(".wb-active") ?? target).getBoundingClientRect();
      return [at.left + 40, at.top + 16];
    };
    const name = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const keys = `${control ? "Ctrl " : ""}${event.altKey ? "Alt " : ""}${event.shiftKey && event.key.length > 1 ? "Shift " : ""}${name}`;
    const act: Record<string, (() => void) | false | undefined> = {
      Delete: drop,
      Backspace: drop,
      Escape: () => {
        setLine(null);
        if (row) store.pick("");
        else {
          store.select("");
          setNodes((before) => choosing(before, new Set()));
        }
      },
      "0": () => void flow.fitView(FIT),
      "+": () => void flow.zoomIn(),
      "-": () => void flow.zoomOut(),
      F2: chosen && (() => setWhat(`rename ${underKeys()}`)),
      t: row !== "" && (() => setWhat(`type ${underKeys()}`)),
      Insert: selected !== "" && addColumn,
      Enter: focused !== undefined && (() => (onTable ? store.open("table", row ? `${row} name` : "") : store.select(`entity:${focused}`))),
      " ": focused !== undefined && (() => store.select(onTable ? "" : `entity:${focused}`)),
      ArrowDown: onTable && (() => walk(1)),
      ArrowUp: onTable && (() => walk(-1)),
      "Alt ArrowDown": row !== "" && (() => void about((entity) => moved(entity, row, 1))),
      "Alt ArrowUp": row !== "" && (() => void about((entity) => moved(entity, row, -1))),
      "Ctrl ArrowLeft": () => push(-STEP, 0),
      "Ctrl ArrowRight": () => push(STEP, 0),
      "Ctrl ArrowUp": () => push(0, -STEP),
      "Ctrl ArrowDown": () => push(0, STEP),
      "Ctrl a": () => setNodes((before) => choosing(before, new Set(before.filter((node) => node.type === "entity").map((node) => node.id)))),
      "Ctrl c": tables.length > 0 && (() => hands.copy(tables.map((node) => nameOf(node.id)))),
      "Ctrl d":
        chosen &&
        (() =>
          row
            ? void store.try("canvas.copy_attribute", { entity: nameOf(selected), attribute: row })
            : void choose(store, "canvas.copy", { entities: tables.map((node) => nameOf(node.id)) })),
      "Shift F10": chosen && (() => void openMenu(menuAt(), underKeys())),
      ContextMenu: chosen && (() => void openMenu(menuAt(), underKeys())),
      n: addTable,
    };
    const found = act[keys];
    if (!found) return;
    event.preventDefault();
    event.stopPropagation();
    found();
  };
  const onPaste = (event: ClipboardEvent) => {
    if (/^(INPUT|TEXTAREA)$/.test((event.target as HTMLElement).tagName)) return;
    const text = event.clipboardData.getData("text/plain");
    if (!text.trim()) return;
    event.preventDefault();
    void store.try<string[]>("canvas.paste", { text }).then((made) => {
      if (!Array.isArray(made) || made.length === 0) return;
      setNodes((before) => choosing(before, new Set(made.map((name) => `entity:${name}`))));
      store.select(`entity:${made[0]}`);
    });
  };

  const lines = useMemo(() => standingOut(edges, hovered || selected), [edges, hovered, selected]);
  const names = useMemo(() => scene.boxes.filter((box) => box.kind === "entity").map((box) => nameOf(box.subject)), [scene]);
  return (
    <EditingContext.Provider value={editing}>
      <div
        ref={root}
        tabIndex={-1}
        className="wb-canvas"
        role="region"
        aria-roledescription="diagram"
        aria-label={label || "Diagram"}
        data-lm-suppress-shortcuts="true"
        onKeyDown={onKeyDown}
        onPaste={onPaste}
        onFocus={() => setActive(true)}
        onBlur={(event) => setActive(event.currentTarget.contains(event.relatedTarget))}
        onPointerDown={(event) => {
          const target = event.target as HTMLElement;
          if (!target.closest("[tabindex], input, button, select, textarea")?.closest(".react-flow")) focus();
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
          onConnectEnd={onConnectEnd}
          onNodeDragStart={() => {
            setLine(null);
            if (edges.length > MANY) root.current?.classList.add("wb-dragging");
          }}
          onNodeDragStop={() => {
            root.current?.classList.remove("wb-dragging");
            place();
          }}
          onSelectionDragStop={place}
          onNodeClick={(event, node) => {
            if (!event.shiftKey && !event.ctrlKey && !event.metaKey) setNodes((before) => choosing(before, new Set([node.id])));
            seen(node); // a double click would miss what moves
            store.select(node.id.startsWith("entity:") ? node.id : "");
            setLine(null);
          }}
          onNodeContextMenu={(event, node) => {
            event.preventDefault();
            if (!node.id.startsWith("entity:")) return;
            seen(node);
            if (!node.selected) store.select(node.id);
            store.pick("");
            void openMenu([event.clientX, event.clientY], node.id);
          }}
          onSelectionContextMenu={(event, chosen) => {
            event.preventDefault();
            if (chosen[0]) void openMenu([event.clientX, event.clientY], chosen[0].id);
          }}
          onEdgeClick={(event, edge) => edge.data?.line.kind === "reference" && setLine({ subject: edge.data.line.subject, at: [event.clientX, event.clientY] })}
          onEdgeContextMenu={(event, edge) => {
            event.preventDefault();
            if (edge.data?.line.kind === "reference") setLine({ subject: edge.data.line.subject, at: [event.clientX, event.clientY] });
          }}
          onNodeMouseEnter={(_, node) => setHovered(node.id)}
          onNodeMouseLeave={() => setHovered("")}
          onPaneClick={() => {
            store.select("");
            setLine(null);
          }}
          onMoveStart={(event) => {
            root.current?.classList.add("wb-moving");
            if (event) setLine(null);
          }}
          onMoveEnd={() => root.current?.classList.remove("wb-moving")}
          connectionMode={"loose" as never}
          connectionRadius={14}
          deleteKeyCode={null}
          selectionKeyCode="Shift"
          multiSelectionKeyCode={["Shift", "Control", "Meta"]}
          selectionMode={SelectionMode.Partial}
          minZoom={0.02}
          maxZoom={3}
          onlyRenderVisibleElements
          zoomOnDoubleClick={false}
          preventScrolling={active}
          zoomOnScroll={active}
          colorMode={theme === "dark" ? "dark" : "light"}
          proOptions={{ hideAttribution: true }}
        >
          <Background gap={24} />
          {hasOverview ? <MiniMap pannable zoomable ariaLabel="Overview" style={{ width: 132, height: 88 }} /> : null}
          <Controls showInteractive={false} fitViewOptions={FIT}>
            <ControlButton title="Arrange all tables" aria-label="Arrange all tables" onClick={() => void store.try("canvas.arrange")}>
              <svg viewBox="0 0 16 16" aria-hidden="true">
                <path d="M2 2h5v4H2zM9 2h5v4H9zM2 10h5v4H2zM9 10h5v4H9z" />
              </svg>
            </ControlButton>
            <ControlButton title={hasOverview ? "Hide the overview" : "Show the overview"} aria-label="Overview" aria-pressed={hasOverview} onClick={() => setOverview(!hasOverview)}>
              <svg viewBox="0 0 16 16" aria-hidden="true">
                <path d="M1 3h14v10H1zM9 8h5v4H9z" fill="none" stroke="currentColor" />
              </svg>
            </ControlButton>
          </Controls>
          <Tools names={names} addTable={addTable} addColumn={addColumn} />
          {tables.length > 1 ? (
            <Panel position="top-right" className="wb-tools wb-many">
              <span>{tables.length} tables</span>
              <button type="button" onClick={(event) => void openMenu([event.clientX, event.clientY], tables[0]!.id)}>
                Align, arrange, join…
              </button>
            </Panel>
          ) : null}
          {names.length === 0 && status.revision >= 0 ? (
            <Panel position="top-center" className="wb-empty">
              <p>Nothing is drawn yet.</p>
              <p>
                Add a table with <kbd>N</kbd>, or write in the text beside. A line from a column to a table makes a reference.
              </p>
            </Panel>
          ) : null}
        </ReactFlow>
        {menu ? <Menu items={menu.items} at={menu.at} label={menu.label} close={() => setMenu(null)} /> : null}
        {line ? <ReferencePopover subject={line.subject} at={line.at} close={() => setLine(null)} drop={() => hands.drop([line.subject])} /> : null}
      </div>
    </EditingContext.Provider>
  );
}
