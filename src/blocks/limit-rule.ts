/**
 * The form of a rule about blocks. Rules are data (`limit-rules.ts`, `rich-text-rules.ts`), read
 * by `limits.ts`. Lengths are UTF-16 code units; `min` and `max` are both included.
 */

/** Where blocks are shown. */
export type Surface = 'message' | 'modal' | 'home';

export type Rule =
  | { readonly is: 'string'; readonly min?: number; readonly max: number }
  | { readonly is: 'url'; readonly max: number }
  | { readonly is: 'boolean' }
  | { readonly is: 'number'; readonly min: number; readonly max: number }
  /** Any number, also with a fraction. */
  | { readonly is: 'amount' }
  | { readonly is: 'choice'; readonly of: readonly (string | number)[] }
  /** A text object; `plain` refuses mrkdwn. Slack wants at least one character in each. */
  | { readonly is: 'text'; readonly max: number; readonly plain?: true }
  | { readonly is: 'list'; readonly of: Rule; readonly min: number; readonly max: number }
  /** An object whose own `type` picks its row in `TYPES`, out of these. */
  | { readonly is: 'typed'; readonly of: readonly string[] }
  /** An object without a `type`: its row in `SHAPES`. */
  | { readonly is: 'shape'; readonly of: ShapeName };

/** Objects without a `type`, told apart by where they stand. */
export type ShapeName =
  | 'option'
  | 'selectOption'
  | 'overflowOption'
  | 'optionGroup'
  | 'confirm'
  | 'feedbackButton'
  | 'conversationFilter'
  | 'richStyle'
  | 'chartSeries'
  | 'chartPoint'
  | 'chartAxes';

export type ShapeRow = {
  /** Where Slack states it; read in November 2026. */
  readonly doc: string;
  readonly required?: Readonly<Record<string, Rule>>;
  readonly optional?: Readonly<Record<string, Rule>>;
  /** Of each group, at least one key is there. */
  readonly oneOf?: readonly string[];
  /** Absent = everywhere. */
  readonly surfaces?: readonly Surface[];
};
