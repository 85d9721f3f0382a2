import { useEffect, useRef, useState } from "react";

/** What a polite live region should say: the sentence once it has changed, and nothing about the first one. */
export function useAnnouncement(sentence: string | null): string {
  const known = useRef(sentence);
  const [announcement, setAnnouncement] = useState("");
  useEffect(() => {
    if (sentence === known.current) return;
    known.current = sentence;
    setAnnouncement(sentence ?? "");
  }, [sentence]);
  return announcement;
}
