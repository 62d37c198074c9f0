// How long to wait before a lost server is tried again; why by lot: counselling/call/link/patience.py.

const FLOOR_MS = 200;
const BOUND_MS = [1000, 2000, 4000, 8000, 16000];

/** The wait after so many failures in a row, counted from 0; lot: 0..1. */
export function waitMs(failures, lot) {
  const bound = BOUND_MS[Math.min(failures, BOUND_MS.length - 1)];
  return FLOOR_MS + lot * (bound - FLOOR_MS);
}
