import { type ResourceLimits, SetupError } from '@tonearm/core';

/** A key of the environment and what stands there; `undefined` for the default. */
export type Setting = readonly [key: string, text: string | undefined];

/** The limits as the environment has them: memory in megabytes, times in minutes. */
export interface LimitSettings {
  readonly voiceConnections: Setting;
  readonly streams: Setting;
  readonly childProcesses: Setting;
  readonly memorySoftMb: Setting;
  readonly memoryHardMb: Setting;
  readonly idleLeaveMinutes: Setting;
  readonly haltedLeaveMinutes: Setting;
}

const BYTES = 1_000_000;
const MINUTE_MS = 60_000;

/** The limits that were given, in the core's units. @throws SetupError that names the key, what was expected and what came */
export function readLimits(settings: LimitSettings): Partial<ResourceLimits> {
  const { memorySoftMb, memoryHardMb } = settings;
  const soft = whole(memorySoftMb);
  const hard = whole(memoryHardMb);
  if (soft !== undefined && hard !== undefined && soft >= hard) {
    throw new SetupError(`${memorySoftMb[0]} has to be below ${memoryHardMb[0]}, not ${soft} and ${hard}.`);
  }
  return given({
    voiceConnections: whole(settings.voiceConnections),
    streams: whole(settings.streams),
    childProcesses: whole(settings.childProcesses),
    memorySoftBytes: times(soft, BYTES),
    memoryHardBytes: times(hard, BYTES),
    idleLeaveMs: times(whole(settings.idleLeaveMinutes), MINUTE_MS),
    haltedLeaveMs: times(whole(settings.haltedLeaveMinutes), MINUTE_MS),
  });
}

function whole([key, text]: Setting): number | undefined {
  if (text === undefined) return undefined;
  const number = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(number * BYTES) && number >= 1) return number;
  throw new SetupError(`${key} has to be a whole number above 0, not “${text}”. Leave it out for the default.`);
}

function times(number: number | undefined, unit: number): number | undefined {
  return number === undefined ? undefined : number * unit;
}

/** Without what was left to its default. */
function given(limits: { readonly [Name in keyof ResourceLimits]: number | undefined }): Partial<ResourceLimits> {
  return Object.fromEntries(Object.entries(limits).filter(([, value]) => value !== undefined));
}
