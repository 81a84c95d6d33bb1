/** Who asks, and where: the address every stored row and every reply hangs on. */

export type Person = {
  /** Slack workspace (team) id. Every stored row is keyed by it. */
  readonly teamId: string;
  readonly userId: string;
};

/** A conversation messages can be sent to: a channel, a private channel or a DM. */
export type Destination = {
  readonly teamId: string;
  readonly channelId: string;
};
