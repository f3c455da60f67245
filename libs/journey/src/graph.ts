import { z } from 'zod';

/** Node kinds of this release. Each is one file under `nodes/` and one line in the registry. */
export const NODE_KINDS = ['trigger', 'wait', 'wait_until', 'branch', 'send_email', 'hand_off', 'exit'] as const;
export type NodeKindName = (typeof NODE_KINDS)[number];

/** A node as it is stored: `config` is parsed by its kind's own schema. Positions are canvas pixels. */
export const nodeSchema = z.object({
  id: z.string().min(1).max(60),
  kind: z.enum(NODE_KINDS),
  name: z.string().max(120).default(''),
  position: z.object({ x: z.number(), y: z.number() }).default({ x: 0, y: 0 }),
  config: z.record(z.string(), z.unknown()).default({}),
});
export type JourneyNode = z.infer<typeof nodeSchema>;

/** From a node's port to another node. At most one edge leaves a port. */
export const edgeSchema = z.object({
  id: z.string().min(1).max(120),
  from: z.string().min(1).max(60),
  port: z.string().min(1).max(60),
  to: z.string().min(1).max(60),
});
export type JourneyEdge = z.infer<typeof edgeSchema>;

/** The drawn flow. A published version of it never changes. */
export const graphSchema = z.object({
  schema: z.literal(1),
  nodes: z.array(nodeSchema).max(2_000),
  edges: z.array(edgeSchema).max(4_000),
});
export type JourneyGraph = z.infer<typeof graphSchema>;
