import { setChromiumStage, hasText } from './browser/harness/stage.ts';
import { DEMO_API_KEY } from './fake-callbell/contacts.ts';
const stage = await setChromiumStage({ contacts: 10_400 });
const shot = async (tab: any, name: string, w = 400, h = 600) => {
  await tab.page.setViewportSize({ width: w, height: h });
  for (const scheme of ['light', 'dark'] as const) {
    await tab.page.emulateMedia({ colorScheme: scheme });
    await new Promise((r) => setTimeout(r, 300));
    await tab.page.screenshot({ path: `/tmp/shot-${name}-${scheme}.png` });
  }
};
// first sync waits
stage.fake.faults.set({ match: { path: /contacts$/u, nth: { from: 40, to: 42 } }, effect: { kind: 'html' } });
stage.fake.settings.contactsMeta = 'none';
await stage.options.fill({ name: 'API key' }, DEMO_API_KEY);
await stage.options.click({ name: 'Connect', role: 'button' });
await hasText(stage.options, 'goes on by itself', 30_000);
await shot(stage.options, 'waits', 700, 900);
let popup: any = await stage.browser.openExtensionPage('popup.html');
await hasText(popup, 'goes on by itself');
await shot(popup, 'waits-popup');
await hasText(stage.options, 'gives out only', 280_000);
await shot(stage.options, 'limited', 700, 900);
await shot(popup, 'limited-popup');
await stage.close();
console.log('done', stage.fake.log.count());
