/**
 * Runs untrusted Liquid in a thread of its own. Plain CommonJS, so that the same file is loaded from sources and from dist.
 *
 * A job comes in as `{ kind: 'render' | 'lint', subject, body, variables, language, zone, limits }`. A rendered part goes
 * back as `{ text, values }`: every value that the template put out stands in the text as a numbered mark, so whoever turns
 * the text into HTML can tell the marketer's words from a lead's data and no value can become markup or a link.
 */
'use strict';
const { parentPort } = require('node:worker_threads');
const { Liquid } = require('liquidjs');

const OPEN = '\uE000';
const CLOSE = '\uE001';
const TAG_LINE_END = '\uE002';
const MARK = /\uE000(\d+)\uE001/g;
const RESERVED = /[\uE000-\uE002]/g;
/** Tags that read files, put out values past the escape, or draw tables. */
const FORBIDDEN_TAGS = [
  'include',
  'render',
  'layout',
  'block',
  'cycle',
  'tablerow',
  'increment',
  'decrement',
  'liquid',
];
/** Filters that switch the escape off or escape a second time. */
const FORBIDDEN_FILTERS = ['raw', 'newline_to_br', 'escape', 'escape_once', 'xml_escape'];
/** A line that holds nothing but one tag must not leave an empty line, which would end a paragraph. */
const TAG_LINE = /^([ \t]*\{%(?!-?\s*echo\b)(?:[^%\n]|%(?!\}))*%\}[ \t]*)$/gm;
const CACHED_TEMPLATES = 200;
const CACHED_ENGINES = 20;

let values = [];
const engines = new Map();

function engineFor(language, zone, limits) {
  const key = `${language} ${zone}`;
  const known = engines.get(key);
  if (known) return known;
  const engine = new Liquid({
    ownPropertyOnly: true,
    strictVariables: false,
    strictFilters: true,
    templates: {},
    cache: false,
    locale: language,
    timezoneOffset: zone,
    parseLimit: limits.chars,
    renderLimit: limits.renderMs,
    memoryLimit: limits.memory,
    outputEscape: keep,
  });
  for (const name of FORBIDDEN_TAGS) delete engine.tags[name];
  for (const name of FORBIDDEN_FILTERS) delete engine.filters[name];
  engine.registerTag('capture', plainCapture(engine.tags.capture));
  const entry = { engine, parsed: new Map() };
  if (engines.size >= CACHED_ENGINES) engines.delete(engines.keys().next().value);
  engines.set(key, entry);
  return entry;
}

function keep(value) {
  return OPEN + (values.push(toText(value).replace(RESERVED, '')) - 1) + CLOSE;
}

/** A captured text is a value like any other: filters work on its words, not on the marks in it. */
function plainCapture(CaptureTag) {
  return class extends CaptureTag {
    *render(context) {
      yield* super.render(context);
      const scope = context.bottom();
      scope[this.variable] = String(scope[this.variable]).replace(MARK, (_, index) => values[Number(index)] ?? '');
    }
  };
}

function toText(value) {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map(toText).join(', ');
  if (typeof value === 'object') return '';
  return String(value);
}

function parse({ engine, parsed }, source) {
  const known = parsed.get(source);
  if (known) return known;
  const template = engine.parse(source.replace(RESERVED, '').replace(TAG_LINE, `$1${TAG_LINE_END}`));
  if (parsed.size >= CACHED_TEMPLATES) parsed.delete(parsed.keys().next().value);
  parsed.set(source, template);
  return template;
}

function renderPart(entry, source, variables, limits) {
  values = [];
  const text = entry.engine
    .renderSync(parse(entry, source), variables)
    .replace(/[ \t]*\uE002(?:\n|$)/g, '')
    .replace(/\uE002/g, '');
  let size = text.length;
  for (const value of values) size += value.length;
  if (size > limits.chars) throw new Error('too large');
  return { text, values };
}

function describe(error, part) {
  const message = String(error && error.message);
  const position =
    error && error.token && typeof error.token.getPosition === 'function' ? error.token.getPosition() : null;
  return { part, line: position ? position[0] : null, ...classify(message) };
}

function classify(message) {
  if (/render limit exceeded/.test(message)) return { code: 'timeout', name: null };
  if (/(parse length|memory alloc) limit exceeded|too large|Invalid string length|Invalid array length/.test(message)) {
    return { code: 'too_large', name: null };
  }
  const filter = /undefined filter: ([\w-]+)/.exec(message);
  if (filter) return { code: 'unknown_filter', name: filter[1] };
  const tag = /tag "([^"]*)" not found/.exec(message);
  if (tag) return { code: 'unknown_tag', name: tag[1] };
  return { code: 'syntax', name: null };
}

function render(job) {
  const entry = engineFor(job.language, job.zone, job.limits);
  const parts = {};
  for (const part of ['subject', 'body']) {
    try {
      parts[part] = renderPart(entry, job[part], job.variables, job.limits);
    } catch (error) {
      return { ok: false, error: describe(error, part) };
    }
  }
  return { ok: true, ...parts };
}

function lint(job) {
  const entry = engineFor(job.language, job.zone, job.limits);
  const problems = [];
  const variables = [];
  for (const part of ['subject', 'body']) {
    try {
      const { globals } = entry.engine.analyzeSync(parse(entry, job[part]), { partials: false });
      for (const uses of Object.values(globals)) {
        for (const use of uses) variables.push({ part, name: pathOf(use.segments), line: use.location.row });
      }
    } catch (error) {
      problems.push(describe(error, part));
    }
  }
  return { ok: true, problems, variables };
}

/** `lead.firstName`; an index or a computed key ends the path, for what follows depends on data. */
function pathOf(segments) {
  const end = segments.findIndex((segment) => typeof segment !== 'string');
  return (end < 0 ? segments : segments.slice(0, end)).join('.');
}

parentPort.on('message', (job) => {
  parentPort.postMessage(job.kind === 'lint' ? lint(job) : render(job));
});
parentPort.postMessage('ready');
