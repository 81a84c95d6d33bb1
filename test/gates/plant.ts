/** One fault to plant, and the complaint it must cause. */
import type { Tool } from './tools.ts';

export type Plant = {
  readonly tool: Tool;
  /** As the settings spell it: what is printed, and what counts a rule as covered. */
  readonly rule: string;
  /** The tool's name for the complaint, where it is not the rule's. */
  readonly sign?: string;
  /** Which case of the rule it is, in a few words. */
  readonly what: string;
  /** Where it goes, and where the complaint must be. */
  readonly file: string;
  /** With `everyLine`, each line is a fault of its own and must be complained about. */
  readonly text: string;
  readonly everyLine?: boolean;
  /** Further files the fault needs: path → text. */
  readonly beside?: Readonly<Record<string, string>>;
};
