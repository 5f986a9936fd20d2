import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const MANIFEST = {
  manifest_version: 3,
  name: 'A bare frame',
  version: '1',
  content_scripts: [{ matches: ['http://*/*'], js: ['page.js'] }],
  web_accessible_resources: [
    { resources: ['frame.html'], matches: ['http://*/*'], use_dynamic_url: true },
  ],
};

/** Shows its frame in a popover when the pointer first moves, and again after each click. */
const PAGE = `
  let holder;
  addEventListener('pointerdown', () => holder?.hidePopover(), true);
  addEventListener('pointermove', () => {
    if (holder) return void (holder.matches(':popover-open') || holder.showPopover());
    holder = document.createElement('div');
    holder.popover = 'manual';
    holder.style.cssText = 'position:fixed;inset:126px auto auto 100px;width:360px;height:360px;margin:0;padding:0;border:0';
    const frame = document.createElement('iframe');
    frame.style.cssText = 'width:100%;height:100%;border:0';
    frame.setAttribute('credentialless', '');
    frame.src = chrome.runtime.getURL('frame.html');
    frame.onload = () => holder.showPopover();
    document.documentElement.append(holder);
    holder.append(frame);
  }, true);
`;

/** An extension that shows one line of text in a frame: what the browser itself needs for that. */
export async function bareExtension(folder: string): Promise<string> {
  const path = join(folder, 'bare');
  await mkdir(path, { recursive: true });
  await writeFile(join(path, 'manifest.json'), JSON.stringify(MANIFEST));
  await writeFile(join(path, 'page.js'), PAGE);
  await writeFile(join(path, 'frame.html'), '<!doctype html><title>Bare</title><p>A line');
  return path;
}
