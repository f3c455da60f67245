import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

/**
 * The page tracker, as browsers get it: `<script src="…/ripen.js" data-write-key="…" async></script>`. Before consent it keeps what happened
 * in memory only: no cookie, no storage, no id, no request. `ripen('consent', true)` makes an id, sends what was held and is remembered;
 * `ripen('consent', false)` forgets all of it. It loads nothing but, where the page has a form of ours, `/ripen-form.js` from where it came
 * itself; it runs under a policy without inline scripts, styles and eval. What it does is in docs/ripen-js.md.
 */
const TRACKER = `(function (w, d) {
  'use strict';
  var script = d.currentScript;
  if (!script) return;
  if (w.ripen && w.ripen.place) return w.ripen.place(script);
  var early = (w.ripen && w.ripen.q) || [];
  var attr = function (name) { return script.getAttribute('data-' + name); };
  var key = attr('write-key');
  var host = new URL(script.src).origin;
  var ID = 'ripen_anonymous_id', FIRST = 'ripen_first', NO = 'ripen_refused';
  var nav = navigator;
  var deaf = __RESPECT__ && (nav.doNotTrack === '1' || nav.globalPrivacyControl === true);
  var held = [], id = null, answer = null, first = null, depth = 0, at = null;

  function store(name, value) {
    try {
      if (value === undefined) return localStorage.getItem(name);
      if (value === null) localStorage.removeItem(name);
      else localStorage.setItem(name, value);
    } catch (e) {}
    return null;
  }

  function uuid() {
    if (crypto.randomUUID) return crypto.randomUUID();
    var b = crypto.getRandomValues(new Uint8Array(16));
    return Array.prototype.map.call(b, function (x) { return (x + 256).toString(16).slice(1); }).join('');
  }

  function send(messages) {
    if (!key || !messages.length) return;
    messages.forEach(function (m) { m.anonymousId = id; });
    var body = JSON.stringify({ writeKey: key, sentAt: new Date().toISOString(), batch: messages });
    fetch(host + '/v1/batch', {
      method: 'POST', keepalive: true, credentials: 'omit', headers: { 'content-type': 'text/plain' }, body: body
    }).catch(function () {});
  }

  function take(message) {
    message.messageId = uuid();
    message.timestamp = new Date().toISOString();
    message.context = { locale: nav.language, library: { name: 'ripen.js' } };
    if (id) send([message]);
    else if (answer !== false && !deaf && held.length < 50) held.push(message);
  }

  function touch() {
    var t = {}, query = new URLSearchParams(location.search);
    ['source', 'medium', 'campaign', 'term', 'content'].forEach(function (name) {
      var value = query.get('utm_' + name);
      if (value) t[name] = value;
    });
    try {
      var from = new URL(d.referrer).hostname;
      if (from !== location.hostname) t.referrer = from;
    } catch (e) {}
    return t;
  }

  function page(name, properties) {
    at = location.pathname + location.search;
    depth = 0;
    take({
      type: 'page', name: name || null,
      properties: Object.assign({ path: location.pathname, title: d.title, url: location.href, referrer: d.referrer }, properties)
    });
  }

  function track(event, properties) {
    take({ type: 'track', event: event, properties: Object.assign({ path: location.pathname }, properties) });
  }

  function leave() {
    if (depth) track('Page Scrolled', { depth: depth });
    depth = 0;
  }

  function moved() {
    if (at !== null && at !== location.pathname + location.search) {
      leave();
      page();
    }
  }

  function consent(given) {
    if (given === undefined) return answer;
    if (!given || deaf) {
      held = [];
      id = first = null;
      answer = false;
      store(ID, null);
      store(FIRST, null);
      if (!deaf) store(NO, '1');
      return;
    }
    answer = true;
    store(NO, null);
    id = store(ID) || uuid();
    store(ID, id);
    try { first = JSON.parse(store(FIRST)); } catch (e) {}
    if (!first) store(FIRST, JSON.stringify((first = arrived)));
    send(held.splice(0));
  }

  function load() {
    if (d.querySelector('script[data-ripen-loader]')) return w.ripen.mount && w.ripen.mount();
    var loader = d.createElement('script');
    loader.src = host + '/ripen-form.js';
    loader.setAttribute('data-ripen-loader', '');
    d.head.appendChild(loader);
  }

  function place(from) {
    var slug = from.getAttribute('data-form');
    if (slug) {
      var box = d.createElement('div');
      box.setAttribute('data-ripen-form', slug);
      if (from.getAttribute('data-lang')) box.setAttribute('data-lang', from.getAttribute('data-lang'));
      from.parentNode.insertBefore(box, from.nextSibling);
    }
    if (d.querySelector('[data-ripen-form]')) load();
  }

  var arrived = touch();
  var calls = { consent: consent, page: page, track: track, forms: load };
  function ripen(name) {
    return calls[name] && calls[name].apply(null, [].slice.call(arguments, 1));
  }
  Object.assign(ripen, calls, {
    host: host, place: place,
    visitor: function () { return id; },
    touches: function () { return { first: first || arrived, last: touch() }; }
  });
  w.ripen = ripen;

  d.addEventListener('click', function (event) {
    var link = event.target && event.target.closest ? event.target.closest('a[href]') : null;
    if (!link || !/^https?:/.test(link.href)) return;
    var url = new URL(link.href);
    if (url.origin === host && url.pathname.indexOf('/f/') === 0) {
      if (id) {
        url.searchParams.set('anonymousId', id);
        link.href = url.href;
      }
      return;
    }
    var file = /\\.(pdf|docx?|xlsx?|pptx?|zip|csv|mp[34])$/i.test(url.pathname);
    if (file || url.origin !== location.origin)
      track(file ? 'File Downloaded' : 'Link Clicked', { href: url.origin + url.pathname });
  }, true);
  d.addEventListener('submit', function (event) {
    var name = event.target.getAttribute('data-ripen-track');
    if (name !== null) track(name || 'Form Sent', { form: event.target.id });
  }, true);
  if (attr('scroll') !== null) {
    w.addEventListener('scroll', function () {
      var part = ((w.scrollY + w.innerHeight) / d.documentElement.scrollHeight) * 100 + 1;
      depth = Math.max(depth, part >= 100 ? 100 : part >= 75 ? 75 : part >= 50 ? 50 : part >= 25 ? 25 : 0);
    }, { passive: true });
    w.addEventListener('pagehide', leave);
    d.addEventListener('visibilitychange', function () { if (d.visibilityState === 'hidden') leave(); });
  }
  if (attr('manual') === null) {
    ['pushState', 'replaceState'].forEach(function (name) {
      var before = history[name];
      history[name] = function () {
        var result = before.apply(this, arguments);
        moved();
        return result;
      };
    });
    w.addEventListener('popstate', moved);
    page();
  }
  if (store(NO)) answer = false;
  Array.prototype.forEach.call(early, function (call) { ripen.apply(null, call); });

  function begin() {
    if (answer === null && store(ID)) consent(true);
    place(script);
  }
  if (d.readyState === 'loading') d.addEventListener('DOMContentLoaded', begin);
  else begin();
})(window, document);
`;

/** A script in the three ways in which browsers take it. */
export interface ServedScript {
  readonly plain: string;
  readonly br: Buffer;
  readonly gzip: Buffer;
}

export function served(plain: string): ServedScript {
  return {
    plain,
    br: brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }),
    gzip: gzipSync(plain, { level: 9 }),
  };
}

/** Lines of a script without what only people need: the space that they begin with. */
function compact(script: string): string {
  return script.replace(/^\s+/gm, '');
}

/** `respectSignals`: who sends Do Not Track or Global Privacy Control is not followed whatever the page says. */
export const TRACKERS: Readonly<Record<'respectful' | 'plain', ServedScript>> = {
  respectful: served(compact(TRACKER.replace('__RESPECT__', 'true'))),
  plain: served(compact(TRACKER.replace('__RESPECT__', 'false'))),
};
