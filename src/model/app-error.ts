/**
 * The one error class thrown on purpose: the world outside failed (Slack, disk, SQL, network),
 * or an operator's input cannot be used. A person's mistakes in a query are values, not errors.
 */

export type AppErrorCode =
  | 'config_invalid'
  | 'corpus_unreadable'
  | 'store_locked'
  | 'store_failed'
  | 'slack_failed'
  | 'embeddings_failed'
  | 'writer_failed'
  | 'input_invalid';

/** Told apart by `code`, never by message text. `cause` keeps what was caught. */
export class AppError extends Error {
  readonly code: AppErrorCode;

  constructor(code: AppErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'AppError';
    this.code = code;
  }
}
