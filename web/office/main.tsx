/** Entry of the console. Addresses stand behind `#`, so every page opens without the server knowing them. */
import "./older-browsers.ts";
import "./styles/console.css";
import "./styles/forms.css";
import "./styles/frame.css";
import "./styles/pages.css";
import "./styles/records.css";
import "./styles/results.css";
import "./styles/assessment.css";
import "./styles/grades.css";
import "./styles/trial.css";
import "./styles/heat.css";
import "./styles/library.css";
import "./styles/documents.css";
import "./styles/paper.css";
import "./styles/register.css";
import "./styles/summary.css";
import "./styles/forced-colors.css";
import "./styles/print.css";
import { QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Router } from "wouter";
import { Console } from "./console.tsx";
import { createQueries } from "./queries.ts";
import { noticeTyping } from "./session/kept-typing.ts";
import { followTheme } from "./theme.ts";
import { LeaveDialog } from "./way/leave-dialog.tsx";
import { keepWay, useWay } from "./way/way.ts";

followTheme();
noticeTyping();
keepWay();

const root = document.getElementById("console");
if (!root) throw new Error("the page has no #console");
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={createQueries()}>
      <Router hook={useWay}>
        <Console />
        <LeaveDialog />
      </Router>
    </QueryClientProvider>
  </StrictMode>,
);
