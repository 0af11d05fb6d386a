// What another program has written to the model's file, and work of an earlier time: told above the canvas.
import { useEffect, useState } from "react";
import { useStore } from "../hooks";
import { Diff } from "../parts/diff";

interface Look {
  situation: "none" | "same" | "changed" | "conflict" | "unreadable" | "gone";
  found: string | null;
  fault: string;
  message?: string;
}

const EVERY_MS = 2000;

export function DiskBanner() {
  const [store, { status }] = useStore();
  const [seen, setSeen] = useState<Look>();
  const [shown, setShown] = useState<{ theirs: string[]; mine: string[] } | string[]>();
  const look = () => store.ask<Look>("disk.look").then(setSeen, () => undefined);
  useEffect(() => {
    if (status.revision < 0) return;
    void look();
    const timer = setInterval(() => document.visibilityState === "visible" && void look(), EVERY_MS);
    return () => clearInterval(timer);
  }, [store, status.revision < 0, status.dirty]);
  useEffect(() => {
    // Nothing waits to be saved here: what stands on the disk is the model, and undo brings the former one back.
    if (seen?.situation === "changed") void store.try("disk.reload").then(look);
  }, [seen?.situation]);
  const act = (what: string) => void store.try(what).then(() => {
    setShown(undefined);
    void look();
  });
  const situation = seen?.situation;
  return (
    <>
      {seen?.found ? (
        <div className="wb-banner" role="alert" data-banner="found">
          <p>
            Work from {new Date(seen.found).toLocaleString()} was never saved.
          </p>
          {Array.isArray(shown) ? <Diff lines={shown} label="What it would change" /> : null}
          <button type="button" onClick={() => void store.ask<string[]>("disk.found").then(setShown, store.refuse.bind(store))}>
            Show what it changes
          </button>
          <button type="button" className="wb-primary" onClick={() => act("disk.restore")}>
            Bring it back
          </button>
          <button type="button" onClick={() => act("disk.forget")}>
            Throw it away
          </button>
        </div>
      ) : null}
      {situation === "conflict" ? (
        <div className="wb-banner" role="alert" data-banner="conflict">
          <p>
            {status.file} was changed by another program, and here too.
          </p>
          {shown && !Array.isArray(shown) ? (
            <div className="wb-two">
              <div>
                <p className="wb-soft">There</p>
                <Diff lines={shown.theirs} label="What was changed there" />
              </div>
              <div>
                <p className="wb-soft">Here</p>
                <Diff lines={shown.mine} label="What was changed here" />
              </div>
            </div>
          ) : null}
          <button type="button" onClick={() => void store.ask<{ theirs: string[]; mine: string[] }>("disk.theirs").then(setShown, store.refuse.bind(store))}>
            Show both
          </button>
          <button type="button" className="wb-primary" onClick={() => act("disk.merge")}>
            Merge both
          </button>
          <button type="button" onClick={() => act("disk.reload")}>
            Take theirs
          </button>
          <button type="button" onClick={() => act("disk.keep")}>
            Keep mine
          </button>
        </div>
      ) : null}
      {situation === "unreadable" ? (
        <div className="wb-banner" role="alert" data-banner="unreadable">
          <p>What another program has written to {status.file} cannot be read: {seen?.message}</p>
          <button type="button" onClick={() => act("disk.keep")}>
            Keep mine
          </button>
        </div>
      ) : null}
    </>
  );
}
