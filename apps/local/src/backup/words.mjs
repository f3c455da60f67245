const TOLD = {
  lead: 'leads',
  enrollment: 'people in journeys',
  handoff: 'handoffs',
  ledger_entry: 'touchpoints and changes',
  effect: 'mails',
};

/** @param {number} count */
export function number(count) {
  return count.toLocaleString('en');
}

/** @param {number} bytes */
export function size(bytes) {
  const units = ['B', 'KB', 'MB', 'GB'];
  const unit = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(bytes, 1)) / 3));
  return `${(bytes / 1000 ** unit).toFixed(unit === 0 ? 0 : 1)} ${units[unit]}`;
}

/**
 * What a person would count.
 * @param {import('./manifest.mjs').Manifest} manifest
 */
export function countsIn({ tables }) {
  return Object.entries(TOLD)
    .map(([table, word]) => `${number(tables.find(({ name }) => name === table)?.content.rows ?? 0)} ${word}`)
    .join(', ');
}
