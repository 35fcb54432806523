import * as z from 'zod';

export const visitorInput = z.object({
  /** Who comes, as it was said. */
  visitor: z.string().min(1).max(200),
  /** When, as it was said. */
  when: z.string().max(200).optional(),
  /** The whole message: it may name a unit. */
  said: z.string(),
});
const moment = z.object({ date: z.string(), time: z.string() });
export const announcedVisitor = z.object({
  visitorId: z.string(),
  visitorName: z.string(),
  unitId: z.string(),
  from: moment,
  until: moment,
});

export type VisitorInput = z.infer<typeof visitorInput>;
export type AnnouncedVisitor = z.infer<typeof announcedVisitor>;
