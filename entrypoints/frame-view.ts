import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { frameView } from '../utils/page/card/frame-view.ts';
import type { FrameView } from '../utils/page/card/frames-around.ts';

/**
 * Answers where a frame and its own frames are, when a card is to be shown in a frame around the
 * one with its number. Leaves nothing behind. `utils/browser/outer-card.ts` calls it.
 */
// WXT gives on what `main` returns, though its type does not say so: it is the script's result.
export default defineUnlistedScript((): FrameView => frameView());
