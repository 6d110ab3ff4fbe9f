// tamis: compiles, checks, completes, prints and evaluates OData query options. What each thing means in full stands in
// tamis.h, whose names these follow.

/** A module that is ready; `source` is tamis.wasm: by default the one beside this file. */
export function load(source?: string | URL | Response | ArrayBuffer | ArrayBufferView | WebAssembly.Module): Promise<Tamis>;

/** What a text is read as. */
export type Kind =
  | "query" | "url" | "filter" | "expression" | "orderby" | "select" | "expand" | "compute" | "search" | "literal";

/** A text: a string, or its bytes in UTF-8. Of strings all places count UTF-16 units, as strings do; of bytes, bytes. */
export type Text = string | ArrayBufferView;
/** Records: JSON text, its bytes (gzip, too, where several records are taken), or values. */
export type Records = Text | object;

export interface Fix { offset: number; length: number; replacement: string }
export interface Diagnostic {
  severity: "error" | "warning" | "note";
  /** A stable word, such as "unknown-property". */
  code: string;
  message: string;
  offset?: number;
  length?: number;
  notes?: string[];
  suggestion?: string;
  /** Edits that mend it, all of them together; places of the text as it is. */
  fixes?: Fix[];
}
export interface Candidate {
  kind: "property" | "navigation" | "member" | "operator" | "function" | "lambda" | "keyword" | "variable" | "alias"
    | "option" | "type" | "entity set";
  label: string;
  /** To be written instead of the text from `offset` on, `length` long. */
  insert: string;
  offset: number;
  length: number;
  detail?: string;
  documentation?: string;
}
export interface Node {
  kind: string;
  detail?: string;
  name?: string;
  offset: number;
  length: number;
  children?: Node[];
}
export interface Match { index: number; offset: number; size: number }

/** 0 or absent: the default, which stands in tamis.h. */
export interface Limits {
  bytes?: number; depth?: number; nodes?: number; inItems?: number; lambdaDepth?: number; identifierLength?: number;
  recordDepth?: number; steps?: number; recordBytes?: number;
}
export interface ReadOptions {
  /** By default that of Partner Center referrals. */
  schema?: Schema;
  /** The type that the text ranges over; by default that of the schema's first entity set. */
  type?: string;
  limits?: Limits;
  encoded?: boolean;
  plusIsBlank?: boolean;
}
export interface CompileOptions extends ReadOptions {
  /** Codes of warnings to leave out. */
  silenced?: string[];
  /** Queries only: also what the service is known to accept. */
  serviceRules?: boolean;
}
export interface CheckOptions extends CompileOptions {
  /** "query" where nothing is said. */
  as?: Kind;
  syntaxOnly?: boolean;
  writeEncoded?: boolean;
  v4_0?: boolean;
  /** Put in front of a query that has no scheme and host of its own. */
  base?: string;
}
export type Checked =
  | { ok: true; canonical: string; diagnostics: Diagnostic[]; picture: string }
  | { ok: false; canonical?: undefined; diagnostics: Diagnostic[]; picture: string };

export interface FormOptions { encoded?: boolean; v4_0?: boolean }

/** Thrown where a text or data are wrong ("wrong query", "wrong data", "over a limit"), with the reasons; or where the
 * module has run out of memory ("failed"): it has to be loaded anew then. What is misused throws TypeError. */
export class TamisError extends Error {
  readonly kind: string;
  readonly diagnostics: Diagnostic[];
  /** The diagnostics with the line and carets under the place. */
  readonly picture: string;
}

/** What is made lives in the module's memory until free(), or until nothing refers to it any more. */
interface Handle { free(): void }
export interface Schema extends Handle {
  /** One CSDL 4.01 document. */
  csdl(form?: "json" | "xml"): string;
}
/** Parameters and options of evaluations. */
export interface Context extends Handle {
  bind(name: `@${string}`, value: unknown): void;
  unbind(name: `@${string}`): void;
}
export interface Filter extends Handle {
  readonly warnings: Diagnostic[];
  text(options?: FormOptions): string;
  matches(record: Records, context?: Context): boolean;
  /** The records that match; offset and size in bytes. */
  find(input: Records, context?: Context): Match[];
}
export interface Expression extends Handle {
  readonly warnings: Diagnostic[];
  text(options?: FormOptions): string;
  evaluate(record: Records, context?: Context): unknown;
  /** The value as JSON, numbers with all their digits. */
  evaluateText(record: Records, context?: Context): string;
}
export interface Query extends Handle {
  readonly warnings: Diagnostic[];
  url(options?: { base?: string; v4_0?: boolean }): string;
  /** What the service would answer from these records, as JSON. */
  apply(input: Records, options?: { pageSize?: number; base?: string; context?: Context }): string;
}

export interface Tamis {
  readonly version: string;
  /** The schema of Partner Center referrals. */
  readonly referral: Schema;
  noSchema(): Schema;
  /** CSDL documents, XML or JSON: the first, and those that it refers to. */
  schemaFromCsdl(...documents: Text[]): Schema;
  newContext(options?: {
    absent?: "null" | "unknown" | "error";
    limits?: Limits;
    parameters?: Record<`@${string}`, unknown>;
  }): Context;

  quote(text: string): string;
  percentEncode(text: string): string;
  check(text: Text, options?: CheckOptions): Checked;
  /** The JSON that `tamis check --lines --local` writes for a line; places in bytes. */
  checkAnswer(text: Text, options?: CheckOptions): string;
  /** What may be written at a place of a text ("filter" where nothing is said), the best first. */
  complete(text: string, offset?: number, options?: ReadOptions & { as?: Kind; serviceRules?: boolean }): Candidate[];
  /** The syntax tree ("expression" where nothing is said). */
  tree(text: Text, options?: { as?: Kind; encoded?: boolean; plusIsBlank?: boolean; limits?: Limits }): Node;

  compileFilter(text: Text, options?: CompileOptions): Filter;
  compileExpression(text: Text, options?: CompileOptions): Expression;
  compileQuery(text: Text, options?: CompileOptions): Query;
  /** The JSON that `tamis eval --lines` writes for a line. */
  evaluateAnswer(text: Text, input: Records, options?: CompileOptions & { context?: Context }): string;
}
