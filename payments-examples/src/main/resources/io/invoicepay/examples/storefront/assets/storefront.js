'use strict';
// The pages work without this file, but for card entry. With it the Pay Invoice dialog opens on the page one is on, and what is shown
// keeps itself up to date. The server sends whole pages either way; the parts that are needed are taken from them.
(() => {
  // How often to look while something is pending: every so many seconds, for so many looks that find nothing new. Most payments are soon
  // processed, but then wait days for the ERP.
  const PACE = [[3, 20], [15, 16], [60, 25], [300, Infinity]];
  const WATCH_PORTAL = 10 * 60 * 1000;
  const onPayPage = () => document.querySelector('[data-page=pay]') !== null;

  // ---- asking the server

  const ask = async (address, options) => {
    const response = await fetch(address, options);
    if (new URL(response.url).pathname === '/sign-in') {
      location.assign('/sign-in');
    }
    return response;
  };
  const page = async (address, options) =>
    new DOMParser().parseFromString(await (await ask(address, options)).text(), 'text/html');

  // ---- what is told

  const announce = (text) => {
    document.getElementById('announce').textContent = text;
  };

  const tell = (from) => {
    const told = from.getElementById('refusal') || from.getElementById('notice');
    if (told) {
      const notice = document.importNode(told, true);
      notice.removeAttribute('role'); // the region around it is live
      document.getElementById('notices').replaceChildren(notice);
      notice.focus();
    }
  };

  const tellOffline = () => {
    const notice = document.createElement('p');
    notice.className = 'notice bad';
    notice.tabIndex = -1;
    notice.textContent = 'The storefront cannot be reached right now. Please look at the invoice before you pay again.';
    const place = document.querySelector('#pay-dialog[open]') || document.getElementById('notices');
    place.prepend(notice);
    notice.focus();
  };

  // ---- keeping up to date: ask for the state, and take the parts of the page anew when it has changed (LIB-07)

  const shown = () => [...document.querySelectorAll('[data-live] [data-state]')].map((element) => element.dataset.state);
  const stateOf = (status) => [
    ...status.balances.map((balance) => `${balance.currency} ${balance.amount} ${balance.payButton}`),
    ...status.rows.map((row) => `${row.number} ${row.pay} ${row.outstanding}`),
  ];

  const refresh = async () => {
    const before = new Set(shown());
    const fresh = await page(location.href);
    const focused = document.activeElement && document.activeElement.closest('[data-live] [data-number]');
    for (const part of document.querySelectorAll('[data-live]')) {
      const next = fresh.getElementById(part.id);
      if (next) {
        part.replaceWith(document.importNode(next, true));
      }
    }
    if (focused) {
      focusInvoice(focused.dataset.number);
    }
    announceChanges(before, new Set(shown()));
    lookSoon();
  };

  // From its end, since a number may hold blanks. States of balances are none of an invoice.
  const invoiceOf = (state) => {
    const [, number, pay, outstanding] = /^(.*) (PAY|PENDING|NONE) (\S+)$/.exec(state) || [];
    return { number, pay, outstanding };
  };
  const invoices = (states) => [...states].map(invoiceOf).filter((invoice) => invoice.pay);

  // Nothing to pay by itself does not mean that nothing is owed: an invoice may have been cancelled, or the account be in credit.
  const inWords = ({ pay, outstanding }) => {
    const words = { PAY: 'can be paid', PENDING: 'is pending', NONE: 'cannot be paid here right now' };
    return pay === 'NONE' && Number(outstanding) <= 0 ? 'is settled' : words[pay];
  };

  const announceChanges = (before, after) => {
    const changed = invoices([...after].filter((state) => !before.has(state)));
    const gone = invoices(before).filter(({ number }) => !invoices(after).some((other) => other.number === number));
    const sentences = [
      ...changed.map((invoice) => `Invoice ${invoice.number} ${inWords(invoice)}.`),
      ...gone.map(({ number }) => `Invoice ${number} is no longer in this list.`),
    ];
    if (sentences.length) {
      announce(sentences.join(' '));
    }
  };

  const focusInvoice = (number) => {
    const row = document.querySelector(`[data-live] [data-number="${CSS.escape(number)}"]`);
    const target = (row && (row.matches('a') ? row : row.querySelector('[data-pay]') || row.querySelector('a'))) || document.getElementById('main');
    target.focus();
  };

  let watchUntil = 0;
  const watched = () => invoices(shown()).some(({ pay }) => pay === 'PENDING') || Date.now() < watchUntil;

  const check = async () => {
    const address = (document.querySelector('[data-status]') || { dataset: {} }).dataset.status;
    if (!address) {
      return;
    }
    const response = await ask(address, { headers: { accept: 'application/json' } });
    if (response.ok && stateOf(await response.json()).join('|') !== shown().join('|')) {
      await refresh();
    }
  };

  // A check that fails is made good by the next.
  const quietly = (work) => work().catch(() => undefined);
  const isSeen = () => document.visibilityState === 'visible';

  let looks = 0; // that found nothing new
  let timer;

  const pause = () => {
    let upTo = 0;
    return 1000 * PACE.find(([, times]) => looks < (upTo += times))[0];
  };

  // Where nothing is pending, or nobody sees the page, there is nothing to look for until something happens.
  const lookLater = () => {
    clearTimeout(timer);
    if (isSeen() && watched()) {
      timer = setTimeout(look, pause());
    }
  };

  const look = async () => {
    if (isSeen() && watched()) {
      looks += 1;
      await quietly(check); // which begins anew if it finds a change
      lookLater();
    }
  };

  const lookSoon = () => {
    looks = 0;
    lookLater();
  };

  const comeBack = () => {
    if (isSeen()) {
      lookSoon();
      quietly(check);
    }
  };
  document.addEventListener('visibilitychange', comeBack);
  window.addEventListener('focus', comeBack);
  lookSoon();

  // ---- the Pay Invoice dialog

  let card;
  let pressed; // the Pay Now that waits for the card, until something else is pressed

  const closeCard = () => {
    pressed = undefined;
    if (card) {
      card.then((entry) => entry.close(), () => undefined);
      card = undefined;
    }
  };

  const show = (found) => {
    closeCard();
    const dialog = document.importNode(found, true);
    dialog.removeAttribute('open');
    dialog.querySelectorAll('script').forEach((script) => script.remove());
    const now = document.getElementById('pay-dialog');
    if (now) {
      now.replaceWith(dialog);
    } else {
      document.body.append(dialog);
    }
    dialog.addEventListener('cancel', (event) => {
      if (isPaying(dialog)) {
        event.preventDefault();
      }
    });
    // A browser that is asked twice closes a dialog whatever its page says.
    dialog.addEventListener('close', () => (isPaying(dialog) ? dialog.showModal() : leave(dialog)));
    dialog.showModal();
    (dialog.querySelector('#pay-fault') || dialog.querySelector('#pay-title')).focus();
    mountCard(dialog);
  };

  // Cancel: nothing was reserved, so nothing has to be told to the server (DLG-03).
  const leave = (dialog) => {
    closeCard();
    if (onPayPage()) {
      location.assign(dialog.querySelector('[data-cancel]').href);
      return;
    }
    dialog.remove();
    focusInvoice(dialog.dataset.number);
  };

  const end = (dialog) => {
    closeCard();
    dialog.remove();
  };

  const take = async (answer, number) => {
    const dialog = answer.getElementById('pay-dialog');
    if (dialog) {
      show(dialog);
      return;
    }
    const open = document.getElementById('pay-dialog');
    if (open) {
      end(open);
    }
    await refresh();
    focusInvoice(number);
    tell(answer);
  };

  // Once Pay Now is on its way nobody can call it back: until the answer is there the dialog stays, and says so.
  const isPaying = (dialog) => dialog.dataset.paying === 'yes';

  const setPaying = (dialog, paying) => {
    dialog.dataset.paying = paying ? 'yes' : 'no';
    dialog.querySelectorAll('[data-cancel]').forEach((cancel) => {
      cancel.ariaDisabled = String(paying);
    });
    dialog.querySelector('#paying').textContent = paying ? 'Your payment is being made and cannot be cancelled any more. Please wait.' : '';
  };

  const isThere = (dialog) => dialog.isConnected && dialog.open;

  const send = async (form, submitter) => {
    const address = (submitter && submitter.hasAttribute('formaction') && submitter.formAction) || form.action;
    if (onPayPage()) {
      form.action = address;
      form.submit();
      return;
    }
    const dialog = form.closest('dialog');
    try {
      const answer = await page(address, { method: 'POST', body: new URLSearchParams(new FormData(form)) });
      // An answer to a step of a dialog that was cancelled meanwhile does not bring it back; what a payment came to is told all the same.
      if (isPaying(dialog) || isThere(dialog)) {
        await take(answer, dialog.dataset.number);
      }
    } catch (offline) {
      if (isPaying(dialog) || isThere(dialog)) {
        tellOffline();
      }
    }
  };

  const mountCard = (dialog) => {
    const box = dialog.querySelector('#card-entry');
    if (!box) {
      return;
    }
    const settings = Object.fromEntries([...box.querySelectorAll('data')].map((data) => [data.dataset.name, data.value]));
    const payNow = dialog.querySelector('#pay-now');
    card = cardEntries[box.dataset.kind](box.querySelector('#card-frame'), payNow, settings, box.dataset.script);
    card.then(
      (entry) => {
        payNow.hidden = false;
        // In the capturing phase, before what the provider's script does on this click.
        payNow.addEventListener('click', (event) => pay(event, dialog, payNow, entry), { capture: true });
      },
      () => {
        dialog.querySelector('#card-fault').textContent = 'The card form cannot be used right now. Nothing was charged.';
      });
  };

  const pay = async (event, dialog, payNow, entry) => {
    const form = payNow.form;
    event.preventDefault();
    if (payNow.ariaDisabled === 'true' || !form.reportValidity()) {
      event.stopImmediatePropagation();
      return;
    }
    payNow.ariaDisabled = 'true';
    payNow.textContent = 'Paying…';
    const again = (fault) => {
      dialog.querySelector('#card-fault').textContent = fault;
      payNow.ariaDisabled = 'false';
      payNow.textContent = 'Pay Now';
    };
    const mine = {};
    pressed = mine;
    let answer;
    try {
      answer = await entry.token(Object.fromEntries(new FormData(form)));
    } catch (fault) {
      again('The card form cannot be used right now. Nothing was charged.');
      return;
    }
    if (pressed !== mine || !isThere(dialog)) {
      return; // the provider took its time, and who pressed Pay Now has thought better of it (DLG-03)
    }
    if (!answer.token) {
      again(answer.fault || 'The card was not accepted. Please check it.');
      return;
    }
    form.elements.cardToken.value = answer.token;
    setPaying(dialog, true);
    await send(form);
    if (!onPayPage()) { // there the answer is a page of its own
      setPaying(dialog, false);
      again('');
    }
  };

  // ---- one listener for each kind of event, since parts of the page come and go

  document.addEventListener('click', async (event) => {
    const link = event.target.closest('a');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) {
      return;
    }
    const dialog = link.closest('dialog');
    if (link.matches('[data-pay]')) {
      event.preventDefault();
      try {
        await take(await page(link.href), link.dataset.number);
      } catch (offline) {
        tellOffline();
      }
    } else if (link.matches('[data-cancel]') && dialog && dialog.open) {
      event.preventDefault();
      if (!isPaying(dialog)) {
        dialog.close();
      }
    } else if (link.matches('[role=tab]')) {
      event.preventDefault();
      choose(link);
    } else if (dialog && link.hash && link.pathname === location.pathname) {
      event.preventDefault();
      (dialog.querySelector(link.hash) || dialog).focus();
    }
  });

  document.addEventListener('submit', (event) => {
    const form = event.target;
    const dialog = form.closest('dialog');
    if (dialog && isPaying(dialog)) {
      event.preventDefault();
      return;
    }
    pressed = undefined;
    if (form.matches('[data-portal]')) {
      watchUntil = Date.now() + WATCH_PORTAL;
      lookSoon();
      if (dialog && !onPayPage()) {
        setTimeout(() => dialog.close());
      }
    } else if (form.method === 'post' && form.closest('#pay-dialog')) {
      event.preventDefault();
      send(form, event.submitter);
    }
  });

  const choose = (tab) => {
    for (const other of tab.parentElement.querySelectorAll('[role=tab]')) {
      const chosen = other === tab;
      other.setAttribute('aria-selected', String(chosen));
      other.tabIndex = chosen ? 0 : -1;
      document.getElementById(other.getAttribute('aria-controls')).hidden = !chosen;
    }
    tab.focus();
  };

  document.addEventListener('keydown', (event) => {
    const tab = event.target.closest && event.target.closest('[role=tab]');
    if (!tab) {
      return;
    }
    const tabs = [...tab.parentElement.querySelectorAll('[role=tab]')];
    const steps = { ArrowRight: 1, ArrowLeft: -1 };
    if (event.key in steps) {
      event.preventDefault();
      choose(tabs[(tabs.indexOf(tab) + steps[event.key] + tabs.length) % tabs.length]);
    } else if (event.key === ' ' || event.key === 'Enter') {
      event.preventDefault();
      choose(tab);
    }
  });

  const opened = document.getElementById('pay-dialog');
  if (opened) {
    show(opened);
  }
})();
