import { EMBEDDED_STYLE } from './layout';
import { served } from './tracker';

/**
 * Puts forms into pages of other websites, wherever `data-ripen-form` names one. The server renders and checks; this swaps one piece for the
 * next. Styles are a sheet that is made, so the page's policy need not allow any; nothing is loaded but from where the tracker came.
 */
const FORM_SCRIPT = `(function (w, d) {
  'use strict';
  var ripen = w.ripen;
  if (!ripen || ripen.mount) return;
  var sheet = new CSSStyleSheet();
  sheet.replaceSync(${JSON.stringify(EMBEDDED_STYLE)});
  var policy = w.trustedTypes && w.trustedTypes.createPolicy ? make() : null;

  function make() {
    try { return w.trustedTypes.createPolicy('ripen', { createHTML: function (text) { return text; } }); } catch (e) { return null; }
  }

  function put(box, text) { box.innerHTML = policy ? policy.createHTML(text) : text; }

  function languageOf(place) {
    var asked = (place.getAttribute('data-lang') || d.documentElement.lang || navigator.language || '').slice(0, 2).toLowerCase();
    return asked === 'de' ? 'de' : 'en';
  }

  function failed(place, box, language) {
    var old = box.querySelector('.summary');
    var said = old || d.createElement('div');
    var form = box.querySelector('form');
    said.className = 'summary';
    said.setAttribute('role', 'alert');
    said.textContent = form ? form.getAttribute('data-offline')
      : language === 'de' ? 'Dieses Formular ist gerade nicht erreichbar.' : 'This form cannot be reached at the moment.';
    if (!old) box.insertBefore(said, form);
  }

  function mount(place) {
    if (place.shadowRoot) return;
    var root = place.attachShadow({ mode: 'open' });
    var box = d.createElement('div');
    var language = languageOf(place);
    var address = ripen.host + '/f/' + encodeURIComponent(place.getAttribute('data-ripen-form')) + '/part';
    var shown = 0;
    root.adoptedStyleSheets = [sheet];
    box.lang = language;
    root.appendChild(box);

    function query() {
      var q = new URLSearchParams(location.search), asked = new URLSearchParams();
      q.forEach(function (value, name) { if (name.indexOf('utm_') === 0) asked.set(name, value); });
      asked.set('lang', language);
      return asked;
    }

    function ask(options) {
      var asked = query();
      if (!options.body && ripen.visitor()) asked.set('anonymousId', ripen.visitor());
      return fetch(address + '?' + asked, Object.assign({ credentials: 'omit' }, options)).then(function (answer) {
        if (answer.status !== 200 && answer.status !== 422) throw answer;
        return answer.text();
      });
    }

    ask({}).then(function (text) { put(box, text); shown = Date.now(); }).catch(function () { failed(place, box, language); });
    root.addEventListener('submit', function (event) {
      var form = event.target, button = form.querySelector('button');
      event.preventDefault();
      if (ripen.visitor()) form.elements.anonymousId.value = ripen.visitor();
      form.elements.touch.value = JSON.stringify(ripen.touches());
      var body = new URLSearchParams(new FormData(form));
      button.disabled = true;
      w.setTimeout(function () {
        ask({ method: 'POST', body: body }).then(function (text) {
          put(box, text);
          var next = box.querySelector('[data-redirect]');
          var said = box.querySelector('.summary') || box.querySelector('h1');
          if (next) return location.assign(next.getAttribute('data-redirect'));
          if (said) { said.tabIndex = -1; said.focus(); }
          if (!box.querySelector('form')) place.dispatchEvent(new CustomEvent('ripen:sent', { bubbles: true }));
        }).catch(function () { button.disabled = false; failed(place, box, language); });
      }, Math.max(0, 1600 - (Date.now() - shown)));
    });
  }

  ripen.mount = function () { d.querySelectorAll('[data-ripen-form]').forEach(mount); };
  ripen.mount();
})(window, document);
`;

export const SERVED_FORM_SCRIPT = served(FORM_SCRIPT.replace(/^\s+/gm, ''));
