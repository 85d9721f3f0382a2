import type { Page } from "@playwright/test";

/** WCAG 2.5.8 asks for 24 px; a thumb wants 44. */
const PHONE_TARGET_PX = 44;
const TARGET_PX = 24;
const PHONE_WIDTH_PX = 767;

/**
 * What is wrong with the page's layout as it is now, one sentence each: it scrolls sideways, text is cut off or lies on
 * other text, a target is too small for a thumb (44 px up to 767 px of width, 24 px above).
 */
export async function findLayoutFaults(page: Page): Promise<string[]> {
  const width = page.viewportSize()?.width ?? 0;
  const minPx = width <= PHONE_WIDTH_PX ? PHONE_TARGET_PX : TARGET_PX;
  return [
    ...(await page.evaluate(findSidewaysScroll)),
    ...(await page.evaluate(findCutText)),
    ...(await page.evaluate(findTextOnText)),
    ...(await page.evaluate(findSmallTargets, minPx)),
  ];
}

/*
 * The functions below run in the browser: each is whole in itself, because only its own text is sent there.
 */

function findSidewaysScroll(): string[] {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const wide = [...document.querySelectorAll("body *")].filter(
    (element) => element.getBoundingClientRect().right > width + 0.5,
  );
  return wide.map((element) => {
    const classes = element.getAttribute("class") ?? "";
    return `sticks out sideways: <${element.tagName.toLowerCase()} class="${classes}">`;
  });
}

/** Text that `overflow: hidden` cuts off. With a `title` that says it in full, cutting is on purpose. */
function findCutText(): string[] {
  const isCutting = (value: string) => value === "hidden" || value === "clip";
  return [...document.querySelectorAll<HTMLElement>("body *")].flatMap((element) => {
    const style = getComputedStyle(element);
    const text = element.innerText?.trim() ?? "";
    // One pixel wide: for screen readers only.
    const isShown =
      element.clientWidth > 1 && element.checkVisibility({ visibilityProperty: true });
    if (text === "" || !isShown || element.closest("[title]:not([title=''])")) return [];
    const isTooWide = isCutting(style.overflowX) && element.scrollWidth > element.clientWidth + 1;
    const isTooHigh = isCutting(style.overflowY) && element.scrollHeight > element.clientHeight + 1;
    return isTooWide || isTooHigh ? [`cut off: “${text.slice(0, 60)}”`] : [];
  });
}

/** Two pieces of text, neither in the other's fixed or sticky bar, whose letters share a place. */
function findTextOnText(): string[] {
  const SHARED_PX = 2;
  /** Letters fill the middle of their box; lines are often set closer than boxes are high. */
  const LETTER_SHARE = 0.6;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const pieces: { node: Node; layer: Element | null; words: string; boxes: DOMRect[] }[] = [];
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const parent = node.parentElement;
    const words = node.textContent?.trim() ?? "";
    if (parent === null || words === "" || parent.closest(".sr-only,script,style,title,desc"))
      continue;
    if (!parent.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    let layer: Element | null = parent;
    while (layer !== null && !/fixed|sticky/.test(getComputedStyle(layer).position)) {
      layer = layer.parentElement;
    }
    // What is scrolled out of a part of the page lies on nothing.
    let scroller: Element | null = parent;
    while (scroller !== null && !/auto|scroll/.test(getComputedStyle(scroller).overflowY)) {
      scroller = scroller.parentElement;
    }
    const seen = scroller?.getBoundingClientRect() ?? null;
    const range = document.createRange();
    range.selectNodeContents(node);
    const boxes = [...range.getClientRects()].flatMap((box) => {
      if (seen !== null && (box.bottom > seen.bottom || box.top < seen.top)) return [];
      const inset = (box.height * (1 - LETTER_SHARE)) / 2;
      const isSeen = box.width > 1 && box.height > 1;
      return isSeen
        ? [new DOMRect(box.x, box.y + inset, box.width, box.height * LETTER_SHARE)]
        : [];
    });
    pieces.push({ node, layer, words, boxes });
  }
  const isShared = (a: DOMRect, b: DOMRect) =>
    Math.min(a.right, b.right) - Math.max(a.left, b.left) > SHARED_PX &&
    Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > SHARED_PX;
  return pieces.flatMap((one, index) =>
    pieces.slice(index + 1).flatMap((other) => {
      if (one.layer !== other.layer) return [];
      const isOn = one.boxes.some((box) => other.boxes.some((under) => isShared(box, under)));
      return isOn ? [`“${one.words.slice(0, 40)}” lies on “${other.words.slice(0, 40)}”`] : [];
    }),
  );
}

/** Everything that can be pressed, and is smaller than `minPx` either way; links within a sentence may be. */
function findSmallTargets(minPx: number): string[] {
  // Behind a modal dialog nothing can be pressed.
  const shown = document.querySelector("dialog:modal") ?? document;
  const targets = shown.querySelectorAll<HTMLElement>(
    "a[href],button,summary,input:not([type=hidden]),select,textarea,[role=slider]",
  );
  const isInSentence = (element: HTMLElement) =>
    getComputedStyle(element).display === "inline" &&
    [...(element.parentElement?.childNodes ?? [])].some(
      (node) => node.nodeType === Node.TEXT_NODE && (node.textContent ?? "").trim() !== "",
    );
  /** Whether a press half the size away from the middle still hits: covers targets that a pseudo-element enlarges. */
  const isHitAround = (element: Element) => {
    element.scrollIntoView({ block: "center" });
    const { x, y, width, height } = element.getBoundingClientRect();
    const reach = minPx / 2 - 1;
    const middle = { x: x + width / 2, y: y + height / 2 };
    return [
      [-reach, 0],
      [reach, 0],
      [0, -reach],
      [0, reach],
    ].every(([dx = 0, dy = 0]) => {
      const hit = document.elementFromPoint(middle.x + dx, middle.y + dy);
      return (
        hit !== null &&
        (element.contains(hit) ||
          (hit.contains(element) === false && element.closest("label")?.contains(hit) === true))
      );
    });
  };
  return [...targets].flatMap((element) => {
    // A menu's invisible backdrop and what stands outside the page until it has the focus.
    if (!element.checkVisibility({ visibilityProperty: true })) return [];
    const target = element.closest("label") ?? element;
    const { width, height, bottom } = target.getBoundingClientRect();
    const isOutside = bottom + window.scrollY < 0;
    const isLargeEnough = width >= minPx - 0.5 && height >= minPx - 0.5;
    if (isOutside || isLargeEnough || isInSentence(element) || isHitAround(element)) return [];
    const words = (
      element.innerText ||
      element.getAttribute("aria-label") ||
      element.tagName
    ).trim();
    const size = `${Math.round(width)} × ${Math.round(height)} px`;
    return [`“${words.slice(0, 40)}” is ${size}; ${minPx} px are wanted`];
  });
}
