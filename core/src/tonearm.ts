export interface Tonearm {
  close(): Promise<void>;
}
