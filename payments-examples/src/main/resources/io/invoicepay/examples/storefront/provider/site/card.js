'use strict';
// The number stays in this document and goes to this frame's own origin. The page around it, which sends the one end of a message
// channel, hears of a token or of what is wrong, never of what was typed.
(() => {
  const form = document.getElementById('card');
  const fault = document.getElementById('fault');

  const tokenize = async () => {
    const response = await fetch('/cards', { method: 'POST', body: new URLSearchParams(new FormData(form)) });
    const answer = await response.text();
    const [field, text] = [answer.slice(0, answer.indexOf(' ')), answer.slice(answer.indexOf(' ') + 1)];
    for (const input of form.elements) {
      input.setAttribute('aria-invalid', String(input.name === field));
    }
    if (field === 'token') {
      fault.textContent = '';
      return { token: text };
    }
    fault.textContent = text;
    document.getElementById(field).focus();
    return { fault: 'Please check the card.' };
  };

  window.addEventListener('message', (event) => {
    if (event.source !== window.parent || event.data !== 'in-memory-card' || !event.ports[0]) {
      return;
    }
    const port = event.ports[0];
    const tellHeight = () => port.postMessage({ height: document.documentElement.scrollHeight });
    port.onmessage = async () => {
      try {
        port.postMessage(await tokenize());
      } catch (unreachable) {
        port.postMessage({ fault: 'The card form could not be reached.' });
      }
    };
    new ResizeObserver(tellHeight).observe(document.body);
    port.postMessage({ ready: true });
  });
  form.addEventListener('submit', (event) => event.preventDefault());
})();
