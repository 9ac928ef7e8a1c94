// A class as its people handle it: the instructor sets a task, students hand in files.

import type { Page } from "@playwright/test";
import { writeFile } from "node:fs/promises";
import { expect, ready } from "./test.ts";

/** Sets a task and returns the students' link. The instructor's page is open then. */
export async function setTask(page: Page, title: string, feedback = "Where, and how to mend it"): Promise<string> {
  await page.goto("/assignments/new");
  await ready(page);
  await page.getByLabel("Title").fill(title);
  await page.getByLabel("Task").selectOption("secured-and-monitored");
  await page.getByRole("radio", { name: feedback }).check();
  await page.getByRole("button", { name: "Create assignment" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
  return page.getByLabel("For your students").inputValue();
}

/** Hands a design in as a file; the receipt is open then. */
export async function handIn(page: Page, link: string, student: string, design: object, path: string): Promise<void> {
  await page.goto(link);
  await ready(page);
  await writeFile(path, JSON.stringify(design));
  await page.getByLabel("Your name").fill(student);
  await page.getByLabel("Your design").setInputFiles(path);
  await page.getByRole("button", { name: "Hand in" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Handed in");
  await ready(page);
}

/** A small design: some firewalls, one server, and an answer about firewalls. */
export function design(firewalls: number, answer: string): object {
  const nodes = Array.from({ length: firewalls }, (_, index) => ({ id: `fw-${index}`, kind: "firewall", label: `Firewall ${index}` }));
  return {
    format: "rackboard",
    version: 1,
    nodes: [...nodes, { id: "s", kind: "server", label: "Server" }],
    answers: { why_firewalls: answer },
  };
}
