import { MultiDirectedGraph } from "graphology";
import Sigma from "sigma";
import type { NodeDisplayData } from "sigma/types";
import { animateNodes } from "sigma/utils";
import { colorsOf, type PictureColors } from "./colors.ts";
import type { Box } from "./captions.ts";
import { CaptionPainter, drawHover } from "./drawing.ts";
import { layOut } from "./layout.ts";
import { type Place, Places } from "./places.ts";
import type { Attention, Scene, SceneEdge, SceneNode } from "./scene.ts";
import { type NodeLook, ShapeProgram } from "./shapes.ts";

/** What a picture tells, and how it moves. */
export interface PictureOptions {
  /** Nothing moves by itself; what is arranged shows when it is. */
  isStill: boolean;
  /** A vertex was chosen; `null`: the ground beside all of them. */
  onSelect(id: string | null): void;
  /** Whether vertices are finding their places. */
  onArrange(isArranging: boolean): void;
  /** The browser took the drawing context away. */
  onLost(): void;
}

/** What is kept of a node beside its place. */
interface Node extends SceneNode {
  x: number;
  y: number;
}

/** How far a press of an arrow key moves the picture, in pictures. */
const STEP = 0.12;
const ZOOM = 1.5;
const MOVE_MS = 400;
/** Above so many nodes, they go to their places at once. */
const MOST_MOVED = 1_000;
/** A frame that takes longer is late, ms; one of twice that counts twice. */
const LATE_MS = 28;
/** After so many more than one in four, edges are left out while the picture moves. */
const MOST_LATE = 8;
/** Nodes that names make way for at most. */
const MOST_OBSTACLES = 400;
/** How near the camera goes to a vertex that is looked at. */
const NEAR = 0.45;

/** The graph as a picture, drawn by WebGL into an element. */
export class Picture {
  readonly #options: PictureOptions;
  readonly #element: HTMLElement;
  readonly #graph = new MultiDirectedGraph<Node, SceneEdge>();
  readonly #sigma: Sigma<Node, SceneEdge>;
  readonly #places = new Places();
  readonly #captions = new CaptionPainter();
  readonly #sizes: ResizeObserver;
  #colors: PictureColors;
  #attention: Attention = { selected: null, path: null };
  #hovered: string | null = null;
  /** Vertices at, or on, what is looked at; `null`: all alike. */
  #near: ReadonlySet<string> | null = null;
  #nearEdges: ReadonlySet<string> = new Set();
  #isArranged = false;
  /** Nodes that have found no place of their own yet. */
  readonly #unsettled = new Set<string>();
  #pendingFocus: string | null = null;
  /** From so many edges on this machine is too slow to move them all. */
  #mostMovedEdges = Infinity;
  #late = 0;
  /** When the last frame of a movement was drawn. */
  #drawnAt = Infinity;
  #stopLayout = () => {};
  #stopMoving = () => {};

  /** Begins an empty picture. Throws where there is no WebGL. */
  constructor(element: HTMLElement, options: PictureOptions) {
    this.#element = element;
    this.#options = options;
    this.#colors = colorsOf(element);
    this.#sigma = new Sigma<Node, SceneEdge>(this.#graph, element, {
      allowInvalidContainer: true,
      defaultNodeType: "shape",
      nodeProgramClasses: { shape: ShapeProgram<Node, SceneEdge> },
      nodeHoverProgramClasses: { shape: ShapeProgram<Node, SceneEdge> },
      nodeReducer: (id, node) => this.#nodeLook(id, node),
      edgeReducer: (id, edge) => this.#edgeLook(id, edge),
      defaultDrawNodeLabel: (_, node) =>
        this.#captions.add(node, "forceLabel" in node && !!node.forceLabel),
      defaultDrawNodeHover: (context, data) =>
        drawHover(
          context,
          { ...data, label: this.#hoveredTitle() },
          this.#colors,
        ),
      labelSize: 12,
      labelDensity: 3,
      labelGridCellSize: 84,
      labelRenderedSizeThreshold: 5,
      stagePadding: 48,
      minCameraRatio: 0.03,
      maxCameraRatio: 4,
      enableCameraRotation: false,
      zIndex: true,
    });
    this.#listen();
    this.#sizes = new ResizeObserver(() => {
      this.#sigma.resize();
      this.#sigma.scheduleRefresh();
    });
    this.#sizes.observe(element);
  }

  /** Draws a scene: what was there stays where it is. */
  show(scene: Scene): void {
    this.#stopMoving();
    this.#stopLayout();
    this.#places.keep(this.#graph);
    const ids = new Set(scene.nodes.map(({ id }) => id));
    const keys = new Set(scene.edges.map(({ key }) => key));
    this.#graph.forEachEdge((key) => {
      if (!keys.has(key)) this.#graph.dropEdge(key);
    });
    this.#graph.forEachNode((id) => {
      if (!ids.has(id)) this.#graph.dropNode(id);
    });
    const placed = this.#places.placesFor(scene);
    scene.nodes.forEach(({ id }, i) => {
      if (placed[i]?.isNew) this.#unsettled.add(id);
    });
    for (const id of this.#unsettled) {
      if (!ids.has(id)) this.#unsettled.delete(id);
    }
    scene.nodes.forEach((node, i) => this.#putNode(node, placed[i]));
    for (const edge of scene.edges) this.#putEdge(edge);
    this.#attend();
    this.#sigma.scheduleRefresh();
    this.#hideEdgesOnMove(scene.edges.length >= this.#mostMovedEdges);
    if (this.#unsettled.size > 0) return this.#arrange();
    this.#options.onArrange(false);
    this.#lookAtPending();
  }

  /** Finds new places for all. */
  arrange(): void {
    this.#stopMoving();
    this.#stopLayout();
    this.#graph.forEachNode((id) => this.#unsettled.add(id));
    this.#arrange();
  }

  /** Brings out what somebody looks at. */
  attend(attention: Attention): void {
    this.#attention = attention;
    this.#attend();
    this.#sigma.scheduleRefresh();
  }

  /** Moves the camera to a vertex, once it has its place. */
  focus(id: string): void {
    this.#pendingFocus = id;
    if (this.#unsettled.size === 0) this.#lookAtPending();
  }

  /** Brings the camera nearer. */
  zoomIn(): void {
    this.#move({ ratio: this.#ratio / ZOOM });
  }

  /** Takes the camera back. */
  zoomOut(): void {
    this.#move({ ratio: this.#ratio * ZOOM });
  }

  /** Shows the whole picture. */
  fit(): void {
    this.#frame();
    this.#move({ x: 0.5, y: 0.5, ratio: 1 });
  }

  /** Moves the camera; one is a step to the right, or down. */
  pan(right: number, down: number): void {
    const { x, y, ratio } = this.#sigma.getCamera().getState();
    this.#move({
      x: x + right * STEP * ratio,
      y: y - down * STEP * ratio,
    });
  }

  /** Takes on the page's colours, after its theme changed. */
  recolor(): void {
    this.#colors = colorsOf(this.#element);
    this.#sigma.refresh();
  }

  /** Where a vertex stands in the element, in pixels; `null`: it does not. */
  placeOf(id: string): { x: number; y: number } | null {
    const data = this.#sigma.getNodeDisplayData(id);
    return data === undefined ? null : this.#sigma.framedGraphToViewport(data);
  }

  /** Ends it. */
  remove(): void {
    this.#stopMoving();
    this.#stopLayout();
    this.#sizes.disconnect();
    this.#sigma.kill();
  }

  get #ratio(): number {
    return this.#sigma.getCamera().getState().ratio;
  }

  #listen(): void {
    const { onSelect, onLost } = this.#options;
    this.#sigma.on("clickNode", ({ node }) => onSelect(node));
    this.#sigma.on("clickStage", () => onSelect(null));
    this.#sigma.on("enterNode", ({ node }) => this.#hover(node));
    this.#sigma.on("leaveNode", () => this.#hover(null));
    this.#sigma.on("afterRender", () => {
      this.#caption();
      this.#watchPace();
    });
    for (const canvas of Object.values(this.#sigma.getCanvases())) {
      canvas.addEventListener("webglcontextlost", () => onLost());
    }
  }

  #hover(id: string | null): void {
    this.#hovered = id;
    this.#element.toggleAttribute("data-over", id !== null);
  }

  /** Where frames come late, edges are not drawn while the picture moves. */
  #watchPace(): void {
    const now = performance.now();
    const took = now - this.#drawnAt;
    const isMoving = this.#sigma.getCamera().isAnimated() ||
      this.#sigma.getMouseCaptor().isMoving;
    this.#drawnAt = isMoving ? now : Infinity;
    if (took < 0 || this.#mostMovedEdges <= this.#graph.size) return;
    const late = took > LATE_MS ? Math.floor(took / LATE_MS) : -3;
    this.#late = Math.max(0, this.#late + late);
    if (this.#late < MOST_LATE) return;
    this.#late = 0;
    this.#mostMovedEdges = this.#graph.size;
    this.#hideEdgesOnMove(true);
  }

  #hideEdgesOnMove(isHidden: boolean): void {
    if (this.#sigma.getSetting("hideEdgesOnMove") === isHidden) return;
    this.#sigma.setSetting("hideEdgesOnMove", isHidden);
  }

  #caption(): void {
    const context = this.#sigma.getCanvases().labels?.getContext("2d");
    if (!context) return;
    this.#captions.paint(context, this.#colors, {
      width: this.#sigma.getDimensions().width,
      obstacles: this.#obstacles(),
    });
  }

  /** Nodes that names are not to stand on, as long as they are few. */
  #obstacles(): Box[] {
    if (this.#graph.order > MOST_OBSTACLES) return [];
    return this.#graph.nodes().flatMap((id) => {
      const data = this.#sigma.getNodeDisplayData(id);
      if (data === undefined) return [];
      const { x, y } = this.#sigma.framedGraphToViewport(data);
      const half = 0.8 * this.#sigma.scaleSize(data.size);
      return [{ x: x - half, y: y - half, width: 2 * half, height: 2 * half }];
    });
  }

  #hoveredTitle(): string | null {
    const id = this.#hovered;
    return id !== null && this.#graph.hasNode(id)
      ? this.#graph.getNodeAttribute(id, "title")
      : null;
  }

  #putNode(node: SceneNode, place: Place | undefined): void {
    if (!this.#graph.hasNode(node.id)) {
      const { x, y } = place ?? { x: 0, y: 0 };
      this.#graph.addNode(node.id, { ...node, x, y });
      return;
    }
    const { title, name, size } = this.#graph.getNodeAttributes(node.id);
    const isSame = title === node.title && name === node.name &&
      size === node.size;
    if (isSame) return;
    this.#graph.mergeNodeAttributes(node.id, node);
  }

  #putEdge(edge: SceneEdge): void {
    if (!this.#graph.hasEdge(edge.key)) {
      this.#graph.addDirectedEdgeWithKey(edge.key, edge.from, edge.to, edge);
    } else if (this.#graph.getEdgeAttribute(edge.key, "size") !== edge.size) {
      this.#graph.mergeEdgeAttributes(edge.key, edge);
    }
  }

  /** Finds places for what has none; where that is most of it, for all. */
  #arrange(): void {
    const { isStill, onArrange } = this.#options;
    const isFirst = !this.#isArranged;
    const isWhole = isFirst ||
      this.#unsettled.size > this.#graph.order / 2;
    onArrange(true);
    this.#element.toggleAttribute("data-new", isFirst);
    this.#stopLayout = layOut(this.#graph, {
      free: isWhole ? null : this.#unsettled,
      onEnd: (positions) => {
        this.#isArranged = true;
        const done = () => {
          this.#unsettled.clear();
          this.#element.removeAttribute("data-new");
          if (isWhole) this.#frame();
          if (isFirst) this.#sigma.getCamera().setState(WHOLE);
          onArrange(false);
          this.#lookAtPending();
        };
        if (isFirst || isStill || this.#graph.order > MOST_MOVED) {
          this.#put(positions);
          done();
        } else this.#glide(positions, done);
      },
    });
  }

  #put(positions: Float32Array): void {
    let i = 0;
    this.#graph.updateEachNodeAttributes((_, node) => {
      const [x, y] = [positions[2 * i] ?? 0, positions[2 * i + 1] ?? 0];
      i++;
      return { ...node, x, y };
    }, { attributes: ["x", "y"] });
  }

  #glide(positions: Float32Array, done: () => void): void {
    const targets: Record<string, { x: number; y: number }> = {};
    this.#graph.nodes().forEach((id, i) => {
      const [x, y] = [positions[2 * i] ?? 0, positions[2 * i + 1] ?? 0];
      targets[id] = { x, y };
    });
    this.#stopMoving = animateNodes(
      this.#graph,
      targets,
      { duration: MOVE_MS },
      done,
    );
  }

  /** What is in the picture now is what "the whole" means from here on. */
  #frame(): void {
    if (this.#graph.order === 0) return;
    const [x, y] = [extent(), extent()];
    this.#graph.forEachNode((_, node) => {
      x.take(node.x);
      y.take(node.y);
    });
    this.#sigma.setCustomBBox({ x: x.ends, y: y.ends });
    this.#sigma.refresh();
  }

  #lookAtPending(): void {
    const id = this.#pendingFocus;
    if (id === null) return;
    const data = this.#sigma.getNodeDisplayData(id);
    if (data === undefined) return;
    this.#pendingFocus = null;
    const { x, y } = data;
    this.#move({ x, y, ratio: Math.min(this.#ratio, NEAR) });
  }

  #move(state: { x?: number; y?: number; ratio?: number }): void {
    const camera = this.#sigma.getCamera();
    if (this.#options.isStill) camera.setState(camera.validateState(state));
    else camera.animate(state, { duration: MOVE_MS });
  }

  #attend(): void {
    const { selected, path } = this.#attention;
    if (path !== null) {
      this.#near = new Set(path.vertices);
      this.#nearEdges = new Set(path.edges);
    } else if (selected !== null && this.#graph.hasNode(selected)) {
      const near = new Set([selected, ...this.#graph.neighbors(selected)]);
      const edges = new Set(this.#graph.edges(selected));
      // What hangs on one edge is looked at with what is at its other end.
      const [only] = this.#graph.neighbors(selected);
      if (edges.size === 1 && only !== undefined) {
        for (const id of this.#graph.neighbors(only)) near.add(id);
        for (const key of this.#graph.edges(only)) edges.add(key);
      }
      this.#near = near;
      this.#nearEdges = edges;
    } else {
      this.#near = null;
      this.#nearEdges = new Set();
    }
  }

  #nodeLook(id: string, node: Node): Partial<NodeDisplayData & NodeLook> {
    const { labels, faint, ground, ink, accent } = this.#colors;
    const isNear = this.#near === null || this.#near.has(id);
    const isSelected = id === this.#attention.selected;
    const isOnPath = this.#attention.path !== null && isNear;
    return {
      x: node.x,
      y: node.y,
      size: isSelected ? node.size + 2 : node.size,
      label: isNear ? node.name : null,
      color: isNear ? labels[node.label] : faint[node.label],
      forceLabel: isSelected || isOnPath,
      zIndex: isSelected ? 3 : isNear ? 2 : 1,
      type: "shape",
      kind: node.label,
      rim: isSelected ? ink : isOnPath ? accent : ground,
      rimWidth: isSelected || isOnPath ? 2.5 : 1.2,
    };
  }

  #edgeLook(key: string, { size }: SceneEdge) {
    const { line, faintLine, strongLine, accent } = this.#colors;
    if (this.#near === null) return { size, color: line, zIndex: 1 };
    if (!this.#nearEdges.has(key)) {
      return { size: size * 0.7, color: faintLine, zIndex: 0 };
    }
    return this.#attention.path === null
      ? { size, color: strongLine, zIndex: 2 }
      : { size: Math.max(3, size), color: accent, zIndex: 2 };
  }
}

/** The least and the largest of some numbers. */
function extent() {
  const ends: [number, number] = [Infinity, -Infinity];
  return {
    ends,
    take(value: number) {
      ends[0] = Math.min(ends[0], value);
      ends[1] = Math.max(ends[1], value);
    },
  };
}

const WHOLE = { x: 0.5, y: 0.5, ratio: 1, angle: 0 };
