import * as z from 'zod';
import { INTENTS } from '../understanding.ts';

/** When to act, to ask, to hand over; all are probabilities, chosen by cross-validation on the training messages. */
export const decisionThresholdsSchema = z.object({
  /** Least probability of the whole reading to act upon it. */
  act: z.number(),
  /** Least probability of each physical intent to act upon it. */
  physical: z.object({ 'access.open_door': z.number(), 'access.code': z.number(), 'elevator.call': z.number() }),
  /** Below this probability of the three likeliest readings together, the message is lost on the machine. */
  lost: z.number(),
  /** Least probability of an emergency that the whole model alone may raise. */
  emergency: z.number(),
  /**
   * Least probability of an emergency that the whole model must give before an alarm of the small one counts. A missed
   * danger costs at least twenty times a false alarm, so that acting pays from 1 in 21. What it overrules is counted
   * in the figures of cross-validation.
   */
  alarm: z.number(),
});
export type DecisionThresholds = z.infer<typeof decisionThresholdsSchema>;

/** What stands beside the binary files: format, labels, thresholds, and what the model was made from. */
export const manifestSchema = z.object({
  format: z.literal(1),
  intents: z.array(z.enum(INTENTS)),
  decision: decisionThresholdsSchema,
  emergency: z.object({ plain: z.number(), danger: z.number(), calm: z.number() }),
  /** SHA-256 of the training files, in the order messages pt, en, es, lexicon. */
  trainingData: z.string(),
  /** SHA-256 of the binary files. */
  files: z.record(z.string(), z.string()),
  /** Figures of cross-validation, for the reader. */
  crossValidation: z.record(z.string(), z.number()),
});
export type Manifest = z.infer<typeof manifestSchema>;
