/**
 * The page tracker, as browsers get it: `<script src="…/ripen.js" data-write-key="…" async></script>`. Before
 * `ripen.consent(true)` it keeps page views in memory only: no cookie, no storage, no request. Consent makes an anonymous id,
 * sends what was held, and hands the id to links that lead to a hosted form, so that earlier visits can join.
 */
export const TRACKER = `(function () {
  'use strict';
  var script = document.currentScript;
  if (!script || window.ripen) return;
  var key = script.getAttribute('data-write-key') || '';
  var host = new URL(script.src).origin;
  var STORE = 'ripen_anonymous_id';
  var held = [];
  var id = null;

  function uuid() {
    if (crypto.randomUUID) return crypto.randomUUID();
    var bytes = crypto.getRandomValues(new Uint8Array(16));
    return Array.prototype.map.call(bytes, function (b) { return (b + 256).toString(16).slice(1); }).join('');
  }

  function send(message) {
    message.anonymousId = id;
    message.writeKey = key;
    message.sentAt = new Date().toISOString();
    fetch(host + '/v1/' + message.type, {
      method: 'POST',
      keepalive: true,
      credentials: 'omit',
      headers: { 'content-type': 'text/plain' },
      body: JSON.stringify(message)
    }).catch(function () {});
  }

  function take(message) {
    message.messageId = uuid();
    message.timestamp = new Date().toISOString();
    if (id) send(message);
    else if (held.length < 50) held.push(message);
  }

  function page(name, properties) {
    take({
      type: 'page',
      name: name || null,
      properties: Object.assign({ path: location.pathname, title: document.title, url: location.href, referrer: document.referrer }, properties),
      context: { locale: navigator.language }
    });
  }

  function track(event, properties) {
    take({ type: 'track', event: event, properties: properties || {} });
  }

  function consent(given) {
    if (!given) {
      held = [];
      id = null;
      try { localStorage.removeItem(STORE); } catch (e) {}
      return;
    }
    try { id = localStorage.getItem(STORE); } catch (e) {}
    id = id || uuid();
    try { localStorage.setItem(STORE, id); } catch (e) {}
    held.splice(0).forEach(send);
  }

  document.addEventListener('click', function (event) {
    var link = event.target && event.target.closest ? event.target.closest('a[href]') : null;
    if (!id || !link) return;
    var url = new URL(link.href, location.href);
    if (url.origin !== host || url.pathname.indexOf('/f/') !== 0) return;
    url.searchParams.set('anonymousId', id);
    link.href = url.href;
  }, true);

  window.ripen = { page: page, track: track, consent: consent };
  page();
})();
`;
