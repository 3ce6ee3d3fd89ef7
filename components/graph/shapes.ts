import type { Attributes } from "graphology-types";
import { NodeProgram } from "sigma/rendering";
import type { NodeDisplayData, RenderParams } from "sigma/types";
import { floatColor } from "sigma/utils";
import type { VertexLabel } from "@/lib/models/graph.ts";

/** The shape that vertices of a label have, as the shader numbers them. */
const SHAPES: Record<VertexLabel, number> = {
  Fan: 0,
  ConversationNode: 1,
  Topic: 2,
  EngagementAction: 3,
  InteractionOutcome: 4,
  Day: 5,
  Creator: 6,
};

/** What of a node is drawn beside what sigma draws of every node. */
export interface NodeLook {
  kind: VertexLabel;
  /** Colour of the rim around the shape. */
  rim: string;
  /** Width of the rim, in pixels. */
  rimWidth: number;
}

const VERTEX_SHADER = /* glsl */ `
attribute vec4 a_id;
attribute vec4 a_color;
attribute vec4 a_rim;
attribute vec2 a_position;
attribute float a_size;
attribute float a_shape;
attribute float a_rimWidth;
attribute float a_angle;

uniform mat3 u_matrix;
uniform float u_sizeRatio;
uniform float u_correctionRatio;

varying vec4 v_color;
varying vec4 v_rim;
varying vec2 v_point;
varying float v_pixel;
varying float v_shape;
varying float v_rimWidth;

const float bias = 255.0 / 254.0;

void main() {
  float radius = a_size * u_correctionRatio / u_sizeRatio * 2.0;
  v_pixel = u_correctionRatio * 2.0 / radius;
  // Around the disc, its rim, and where that fades away.
  float reach = 1.0 + (a_rimWidth + 1.0) * v_pixel;
  vec2 corner = 2.0 * reach * vec2(cos(a_angle), sin(a_angle));
  vec2 position = a_position + radius * corner;
  gl_Position = vec4((u_matrix * vec3(position, 1)).xy, 0, 1);
  v_point = corner;
  v_shape = a_shape;
  v_rimWidth = a_rimWidth;
  v_rim = a_rim;
  #ifdef PICKING_MODE
  v_color = a_id;
  #else
  v_color = a_color;
  #endif
  v_color.a *= bias;
  v_rim.a *= bias;
}
`;

/** Distances are to the shape's border, in radii; below 0 is inside. */
const FRAGMENT_SHADER = /* glsl */ `
precision highp float;

varying vec4 v_color;
varying vec4 v_rim;
varying vec2 v_point;
varying float v_pixel;
varying float v_shape;
varying float v_rimWidth;

const vec4 transparent = vec4(0.0);

float square(vec2 p) {
  vec2 d = abs(p) - vec2(0.58);
  return length(max(d, 0.0)) + min(max(d.x, d.y), 0.0) - 0.2;
}

float hexagon(vec2 p) {
  p = abs(p);
  return max(p.x * 0.866 + p.y * 0.5, p.y) - 0.86;
}

float triangle(vec2 p) {
  p.y += 0.14;
  return max(abs(p.x) * 0.866 + p.y * 0.5, -p.y) - 0.54;
}

float diamond(vec2 p) {
  return (abs(p.x) + abs(p.y) - 1.0) * 0.7071;
}

float star(vec2 p) {
  const vec2 k1 = vec2(0.809017, -0.587785);
  const vec2 k2 = vec2(-0.809017, -0.587785);
  p.x = abs(p.x);
  p -= 2.0 * max(dot(k1, p), 0.0) * k1;
  p -= 2.0 * max(dot(k2, p), 0.0) * k2;
  p.x = abs(p.x);
  p.y -= 1.0;
  vec2 ba = 0.45 * vec2(-k1.y, k1.x) - vec2(0.0, 1.0);
  float h = clamp(dot(p, ba) / dot(ba, ba), 0.0, 1.0);
  return length(p - ba * h) * sign(p.y * ba.x - p.x * ba.y);
}

float distanceTo(float shape, vec2 p) {
  if (shape < 0.5) return length(p) - 0.92;
  if (shape < 1.5) return square(p);
  if (shape < 2.5) return hexagon(p);
  if (shape < 3.5) return triangle(p);
  if (shape < 4.5) return diamond(p);
  if (shape < 5.5) return abs(length(p) - 0.66) - 0.24;
  return star(p);
}

void main(void) {
  #ifdef PICKING_MODE
  gl_FragColor = length(v_point) > 1.0 ? transparent : v_color;
  #else
  float d = distanceTo(v_shape, v_point) / v_pixel;
  float outside = smoothstep(-0.5, 0.5, d - v_rimWidth);
  float onRim = v_rimWidth > 0.0 ? smoothstep(-0.5, 0.5, d) : 0.0;
  gl_FragColor = mix(mix(v_color, v_rim, onRim), transparent, outside);
  #endif
}
`;

const UNIFORMS = ["u_sizeRatio", "u_correctionRatio", "u_matrix"] as const;
type Uniform = typeof UNIFORMS[number];

/** Draws vertices: each label has a shape of its own, with a rim around it. */
export class ShapeProgram<N extends Attributes, E extends Attributes>
  extends NodeProgram<Uniform, N, E> {
  override getDefinition() {
    const { FLOAT, UNSIGNED_BYTE, TRIANGLES } = WebGLRenderingContext;
    const color = { size: 4, type: UNSIGNED_BYTE, normalized: true };
    const number = { size: 1, type: FLOAT };
    return {
      VERTICES: 3,
      VERTEX_SHADER_SOURCE: VERTEX_SHADER,
      FRAGMENT_SHADER_SOURCE: FRAGMENT_SHADER,
      METHOD: TRIANGLES,
      UNIFORMS,
      ATTRIBUTES: [
        { name: "a_position", size: 2, type: FLOAT },
        { name: "a_size", ...number },
        { name: "a_color", ...color },
        { name: "a_id", ...color },
        { name: "a_shape", ...number },
        { name: "a_rim", ...color },
        { name: "a_rimWidth", ...number },
      ],
      CONSTANT_ATTRIBUTES: [{ name: "a_angle", ...number }],
      // The corners of a triangle around the disc.
      CONSTANT_DATA: [[0], [2 * Math.PI / 3], [4 * Math.PI / 3]],
    };
  }

  override processVisibleItem(
    nodeIndex: number,
    start: number,
    data: NodeDisplayData & Partial<NodeLook>,
  ): void {
    this.array.set([
      data.x,
      data.y,
      data.size,
      floatColor(data.color),
      nodeIndex,
      SHAPES[data.kind ?? "Fan"],
      floatColor(data.rim ?? data.color),
      data.rimWidth ?? 0,
    ], start);
  }

  override setUniforms(
    { correctionRatio, sizeRatio, matrix }: RenderParams,
    { gl, uniformLocations }: Parameters<
      NodeProgram<Uniform>["setUniforms"]
    >[1],
  ): void {
    const at = (name: Uniform) => uniformLocations[name] ?? null;
    gl.uniform1f(at("u_correctionRatio"), correctionRatio);
    gl.uniform1f(at("u_sizeRatio"), sizeRatio);
    gl.uniformMatrix3fv(at("u_matrix"), false, matrix);
  }
}
