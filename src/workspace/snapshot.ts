/**
 * What of a workspace outlives its process: conversations, who is in them, and the counter ids
 * come from. Plain JSON. Views, triggers and response URLs are gone with the process, as a client
 * that reloads forgets its modals and ephemeral messages.
 */
import { z } from 'zod';

const jsonSchema = z.record(z.string(), z.unknown()).readonly();

export const snapshotSchema = z.object({
  count: z.number().int().min(0),
  channels: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      kind: z.enum(['public', 'private', 'im']),
      isArchived: z.boolean(),
      members: z.array(z.string()),
    }),
  ),
  /** Oldest first. */
  messages: z.array(
    z.object({
      channelId: z.string(),
      ts: z.string(),
      userId: z.string(),
      botId: z.string().optional(),
      text: z.string(),
      blocks: z.array(jsonSchema).readonly(),
      threadTs: z.string().optional(),
      isBroadcast: z.boolean(),
      metadata: jsonSchema.optional(),
      options: jsonSchema,
      isEdited: z.boolean(),
    }),
  ),
});

export type Snapshot = z.infer<typeof snapshotSchema>;
