import type { SystemSettings } from "../config/system.ts";
import type { Api } from "../http/api.ts";

/** What `status` wants to know; times and lengths in milliseconds. */
export interface AttentionWish {
  /** What ended well before this, or failed before it, is over. */
  readonly since: number;
  /** How far behind is late; undefined: what the system takes for late. */
  readonly late: number | undefined;
  /** How many of the next planned runs are told. */
  readonly next: number;
  readonly now: number;
}

/** One thing that a person may want to look at. */
export interface Notice {
  /** What it is, in one word: `report`, `scope`. */
  readonly kind: string;
  readonly state: "failed" | "in progress" | "paused" | "stopped" | "late" | "missed" | "planned";
  readonly id: string | undefined;
  readonly name: string | undefined;
  /** When it ran, was made or will run; of what is late, up to when it is done. */
  readonly time: number | undefined;
}

/** A system's part of `status`: what of it needs a person, the most pressing of a kind first. */
export type Attention = (
  api: Api,
  wish: AttentionWish,
  setting: { readonly settings: SystemSettings; warn(text: string): void },
) => Promise<readonly Notice[]>;
