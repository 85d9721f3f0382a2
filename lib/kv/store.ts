/** A text with a number that grows by one at every write. */
export interface Versioned {
  readonly version: number;
  readonly text: string;
}

/** A key that is written in the same step as a versioned text. */
export interface Marker {
  readonly key: string;
  readonly value: string;
  readonly ttlMs: number;
}

/**
 * A key-value store of texts. Two adapters: process memory, and (when configured) Redis over REST. Methods reject only
 * when the store itself fails; a caller that can go on without it must catch.
 */
export interface KvStore {
  /** The stored text; `undefined` when there is none or it has lapsed. */
  get(key: string): Promise<string | undefined>;
  /** Stores a text for `ttlMs`. */
  set(key: string, value: string, ttlMs: number): Promise<void>;
  /** Removes a key; no error when there is none. */
  delete(key: string): Promise<void>;
}

/** What leases and the journal need besides. Each method is one atomic step; one repeated after a lost reply still tells the truth. */
export interface AtomicKv extends KvStore {
  /** Stores a text where there is none. True: the key holds this very text now. */
  setIfAbsent(key: string, value: string, ttlMs: number): Promise<boolean>;
  /** Lets a key live `ttlMs` from now if it holds this text. False: it does not. */
  extendIfEqual(key: string, value: string, ttlMs: number): Promise<boolean>;
  /** Removes a key if it holds this text. False: it does not. */
  deleteIfEqual(key: string, value: string): Promise<boolean>;
  /** A text as `putVersioned` left it, from the store's leader: never an older one. */
  getVersioned(key: string): Promise<Versioned | undefined>;
  /**
   * Stores a text for good if its version is the stored one's successor, or no versioned text is stored, and then the
   * markers.
   * `undefined`: done. Otherwise nothing was written, and what stands there is returned.
   */
  putVersioned(
    key: string,
    next: Versioned,
    markers: readonly Marker[],
  ): Promise<Versioned | undefined>;
}

/** How often something has happened in a window of time that began with the first. */
export interface WindowCount {
  readonly count: number;
  /** How long until the window is over and the count begins anew. */
  readonly endsInMs: number;
}

/** Counts, in one atomic step a call. */
export interface CounterKv {
  /**
   * Adds one to a key's count. The first of a window lets it last `ttlMs`; later ones leave its end alone.
   *
   * Quirk  a repetition after a lost reply counts twice, so a count may be too high and is never too low.
   */
  increment(key: string, ttlMs: number): Promise<WindowCount>;
}
