extension Grammar {
  /// Questions put to a coding assistant; the line format is `GrammarParser`'s.
  static let codingSource = #"""
    domain coding
    prompt You are a coding assistant. Give short, correct and runnable answers, state your assumptions, and \#
    prefer the standard library and the conventions of the code you are shown.

    objects task
    * CSV parser | CSV file parser | parser for CSV files
    * binary search | binary search routine | sorted array search
    * LRU cache | least recently used cache | LRU cache class
    * rate limiter | request rate limiter | token bucket limiter
    * email validator | email address validator | validator for email addresses
    * date formatter | date format helper | formatter for dates
    * matrix multiplication | matrix product | matrix multiplication routine
    * URL shortener | short link generator | link shortener
    * retry wrapper | retry helper | retry decorator
    * JSON diff | JSON diff tool | JSON comparison
    * priority queue | binary heap queue | heap based priority queue
    * password hasher | password hashing helper | salted password hasher
    * markdown renderer | markdown to HTML converter | markdown converter
    * file watcher | directory watcher | file system watcher

    objects fault
    * null pointer exception | null reference error | null pointer error
    * segmentation fault | segfault | segmentation violation
    * index out of range error | index out of bounds error | out of range index
    * type mismatch error | type error | incompatible types error
    * deadlock | thread deadlock | deadlock between threads
    * memory leak | heap memory leak | growing memory leak
    * circular import error | circular import | import cycle error
    * merge conflict | git merge conflict | conflict in a merge
    * permission denied error | access denied error | missing permission error
    * connection timeout | timeout error | connection timeout error
    * stack overflow | stack overflow error | infinite recursion error
    * unicode decode error | text encoding error | UTF-8 decode error
    * CORS error | cross-origin error | blocked CORS request
    * certificate error | TLS certificate error | invalid certificate error

    objects system
    * payment service | payments service | payment backend
    * chat application | chat app | messaging app
    * event pipeline | event streaming pipeline | pipeline for events
    * search index | search index service | full text search index
    * notification service | push notification service | notification backend
    * login flow | sign-in flow | user login
    * job queue | background job queue | task queue
    * image upload service | photo upload service | image uploader
    * recommendation engine | recommender system | product recommender
    * inventory system | stock keeping system | inventory backend
    * API gateway | gateway for our APIs | HTTP API gateway
    * metrics dashboard | monitoring dashboard | dashboard for metrics
    * booking system | reservation system | appointment booking system

    objects tool
    * web framework | backend web framework | server side web framework
    * ORM library | object relational mapper | ORM
    * message broker | message queue broker | messaging broker
    * test runner | unit test runner | test framework
    * state management library | UI state library | state store library
    * logging library | logger library | structured logging library
    * build tool | build system | build automation tool
    * HTTP client | HTTP client library | web request library
    * database driver | SQL database driver | driver for the database
    * template engine | templating engine | HTML template engine
    * code linter | linter | static code linter
    * charting library | chart library | plotting library
    * dependency injection container | injection container | DI container

    objects syntax
    * list comprehension | comprehension for lists | comprehension expression
    * for loop | for each loop | loop over a list
    * lambda function | lambda expression | anonymous function
    * string slice | substring slice | slice of a string
    * switch statement | switch case statement | switch block
    * try catch block | exception handler | try block
    * generic class | class with type parameters | generic type
    * ternary operator | ternary expression | conditional operator
    * default argument | default parameter value | default function argument
    * named regex group | regex capture group | named capture group
    * async function | asynchronous function | async await function
    * left join | SQL left join | left outer join
    * dictionary literal | map literal | hash map literal
    * string template | string interpolation | interpolated string

    objects concept
    * closure | function closure | lexical closure
    * mutex | mutex lock | mutual exclusion lock
    * race condition | data race | thread race condition
    * foreign key | foreign key constraint | SQL foreign key
    * hash function | hashing function | hash algorithm
    * dependency injection | injecting dependencies | dependency injection pattern
    * tail recursion | tail call recursion | tail recursive call
    * idempotency | idempotent request | idempotent operation
    * big O notation | asymptotic complexity | big O complexity
    * virtual environment | virtual env | isolated environment
    * garbage collection | garbage collector | automatic memory collection
    * semantic versioning | semver | semantic version number
    * feature flag | feature toggle | feature switch

    entity project "-"
    : amber | basalt | cinder | drift | echo | fable | gravel | hazel | iron | jolt | karma | lumen | mango
    : noble | opal | pixel | quill | raven | sage | tidal | umber | vapor
    / router | ledger | kit | core | mesh | forge | desk | relay | vault | lens

    frame syntax simple syntax project in @ | for @
    - What is the syntax for {a}?
    - syntax {o}
    - How do I write {a}?
    - Show me an example of {a}.
    - {o} example
    - Give me the syntax of {a}, please.
    - I keep forgetting how {a} is written.
    - Can you show {a} in one line?
    - What does {a} look like?
    - How to write {a}
    - Is there a shorthand for {a}?
    - Just a quick example of {a}, no explanation.
    - Where do the brackets go in {a}?
    - Which keyword starts {a}?
    - Please write down a minimal {o}.
    - I come from Java. What is the equivalent of {a}?
    - Do I need a semicolon after {a}?
    - {o} cheat sheet
    - Remind me of the correct form of {a}.
    - What is the latest syntax for {a}?
    - Could you print a simple {o} for me?
    - Need the syntax of {a} for a quiz today.

    frame meaning simple concept project in @ | for @
    - What is {o}?
    - define {o}
    - What does {o} mean?
    - Give me a one line definition of {o}.
    - {o} definition
    - What is the term {o} used for?
    - Please define {o} in simple words.
    - I read about {o} in the docs. What is it?
    - Can you tell me what {o} stands for?
    - Who uses {o} and what for?
    - What's the meaning of {o} in programming?
    - Explain {o} in one sentence.
    - Where do I meet {o} in practice?
    - Is {o} the same thing everywhere?
    - short definition {o}
    - Tell me what people call {o}.
    - My teacher mentioned {o} today. What is that?
    - Which word describes the opposite of {o}?
    - When does the word {o} come up?
    - Name an everyday example of {o}.
    - A beginner asks: what is {o}?
    - What would a glossary say about {o}?

    frame install simple tool project in @ | for @
    - How do I install the {o}?
    - install {o}
    - What is the command to install the {o}?
    - Which command adds the {o} to my project?
    - Please give me the install command of the {o}.
    - How can I install {a} on Linux?
    - {o} install command
    - I have a fresh laptop. How do I set up the {o}?
    - Where do I download the {o}?
    - Do I need admin rights to install the {o}?
    - How do I update the {o} to the latest release?
    - What package name does the {o} have?
    - Can I install the {o} offline?
    - Tell me how to add the {o} with the package manager.
    - setup {o} windows
    - How much disk space does the {o} need?
    - Which line goes into the requirements file for the {o}?
    - Is the {o} in the package registry?
    - Uninstall and reinstall the {o}, how?
    - What do I type to get the {o}?
    - Could you show the setup of {a} in two lines?
    - I want the {o} on my machine today. What do I run?

    frame version simple tool project in @ | of @
    - What version of the {o} is current?
    - version {o}
    - Which license does the {o} have?
    - What is the latest version of the {o}?
    - How do I see which version of the {o} is installed?
    - Is the {o} free?
    - {o} license
    - What is the price of the {o} for a company?
    - Does the {o} support Windows?
    - Please tell me the minimum version of the {o}.
    - Print the version of the {o}.
    - Who maintains the {o}?
    - When was the {o} last released?
    - Which port does the {o} use by default?
    - Was there a release of the {o} this week?
    - I need to know if the {o} runs on ARM.
    - Where is the config file of the {o}?
    - default config {o}
    - What language is the {o} written in?
    - Can you look up the release date of the {o}?
    - How do I turn on verbose mode in the {o}?
    - Does the {o} have a dry run option?

    frame run-tests simple system project in @ | of @
    - What command starts the {o} locally?
    - start {o} locally
    - How do I run the {o} on my machine?
    - Which port does the {o} listen on?
    - How can I restart the {o}?
    - Where are the logs of the {o}?
    - {o} log location
    - Please give me the command that builds the {o}.
    - How do I run only the tests of the {o}?
    - Where is the entry point of the {o}?
    - I just cloned the repo. How do I start the {o}?
    - Which environment variable turns on debug output in the {o}?
    - Is there a health check for the {o}?
    - restart {o} command
    - What is the name of the branch for the {o}?
    - Tell me how to stop the {o}.
    - Who wrote the {o}?
    - Which file holds the settings of the {o}?
    - Can I run the {o} in a container?
    - What time does the {o} restart at night?
    - Did the build of the {o} pass today?
    - Show me the start script of the {o}.

    frame write medium task project in @ | for @
    - Write {a}.
    - implement {o}
    - Can you write a function for {a}?
    - Please implement {a} with comments.
    - How would you implement {a}?
    - I need {a} without extra libraries.
    - Show me the code of {a}.
    - Give me a clean implementation of {a}.
    - {o} code in python
    - Code up a small {o} for me.
    - Could you create {a} that handles empty input?
    - My homework is {a}. Can you give me a working version?
    - Program {a} with type hints.
    - What would {a} look like in modern code?
    - Generate a class for {a}.
    - Write a short and readable {o}, please.
    - We lack {a}. Please write one with a doc comment.
    - simple {o} source code
    - Build me {a} that works on large input.
    - Turn this idea into code: {a}.
    - How do I code {a} using the latest language features?
    - I have to deliver {a} this week, please write a first draft.

    frame explain-error medium fault project in @ | when I run @
    - What causes {a}?
    - Explain this error: {o}.
    - {o}{e} how to fix
    - How do I fix {a}?
    - I get {a}. What does it mean?
    - Why do I see {a}?
    - Please explain the message about {a}.
    - My program stops with {a}.
    - What is the usual reason for {a}?
    - fix {o}
    - Since the latest update I get {a}.
    - Can you help me with {a}?
    - How can I avoid {a}?
    - Help, there is {a} and I don't know why.
    - The compiler or the runtime reports {a}. What now?
    - What should I check first when {a} shows up{e}?
    - I changed one line and now there is {a}.
    - Does {a} come from my code or from a library{e}?
    - Tell me what leads to {a} and how to solve it.
    - Getting {a} today, yesterday all was fine.
    - Show a small example that triggers {a} and the fix.
    - What does {a} tell me about my code{e}?

    frame add-tests medium task project in @ | of @
    - Write unit tests for {a}.
    - unit tests {o}
    - How do I test {a}?
    - Please add tests for my {o}.
    - Which test cases does {a} need?
    - Can you generate tests for the {o}?
    - I wrote {a}. Now I need tests for it.
    - Add edge case tests to the {o}.
    - test cases {o}
    - What are good edge cases for {a}?
    - Cover the {o} with tests, please.
    - Could you write a table driven test of {a}?
    - Test my {o} with empty, small and huge input.
    - Make a test file for the {o}.
    - The coverage of the {o} is low. Which tests are missing?
    - Give me property based tests for {a}.
    - How can I mock the dependencies of the {o} in a test?
    - I want failing tests first for {a}.
    - Show me how to test {a} with fixtures.
    - tests for {o} with mocks
    - Our reviewer wants tests for the {o} today.
    - What would you assert in a test of {a}?

    frame translate medium task project from @ | of @
    - Translate my {o} from Python to Go.
    - port {o}{e} to rust
    - How do I convert the {o} to TypeScript?
    - Please rewrite the {o} in Kotlin.
    - Can you port {a} from C to Swift?
    - I have {a} in Perl and need it in Python.
    - Convert {a} to idiomatic Rust.
    - What does the {o} look like in Java?
    - {o}{e} python to javascript
    - Turn the old {o} into modern C++.
    - Rewrite my {o} with async functions.
    - Could you translate the {o} and keep the names?
    - We drop PHP. Please move the {o} to Go.
    - Bring the {o} from version 2 to the latest language version.
    - Which parts of {a} change when I port it to Rust?
    - Make a C# version of the {o}.
    - I don't read Ruby. Please give me the {o} in Python.
    - migrate {o}{e} to typescript
    - Express the {o} in a functional language.
    - How would a Go programmer write this {o}?
    - Change the {o} from callbacks to promises.
    - The {o} must run in the browser, please convert it.

    frame document medium system project in @ | of @
    - Write documentation for the {o}.
    - readme {o}
    - Please document the API of the {o}.
    - Can you write a readme for our {o}?
    - Add doc comments to the {o}.
    - How should I document the {o}?
    - Describe what the {o} does, for new developers.
    - {o} api docs
    - I need an overview page for the {o}.
    - Give me a short user guide to the {o}.
    - Explain the folder structure of the {o}.
    - Generate an OpenAPI description of the {o}.
    - What should the readme of the {o} contain?
    - Nobody understands the {o} but me. Help me document it.
    - Write a changelog entry for the latest change in the {o}.
    - Could you list all endpoints of the {o} with examples?
    - Draft a runbook for the {o}.
    - document {o}{e} for beginners
    - Summarize the code of the {o} in a page.
    - Make a diagram description of the {o}.
    - Please write release notes for the {o} this week.
    - Turn my notes on the {o} into clean documentation.

    frame config medium tool project in @ | for @
    - How do I configure the {o}?
    - configure {o}
    - Please write a config file for the {o}.
    - My settings for the {o} are ignored. Why?
    - Show me a sensible configuration of {a}.
    - Which options of the {o} should I set in production?
    - Can you fix the config of my {o}?
    - {o} config example
    - How can I use the {o} inside docker?
    - Set up the {o} for continuous integration.
    - What is the right way to wire up {a}?
    - I want different settings of the {o} for test and production.
    - The {o} does not start with my config. What is wrong?
    - Could you explain the main options of the {o}?
    - Integrate the {o} into an existing project.
    - Make the {o} read its settings from the environment.
    - Since the latest release the {o} rejects my config.
    - ci setup {o}
    - Help me to set the proxy in the {o}.
    - What do the defaults of the {o} do, and which would you change?
    - We share one {o} among three packages. How do we configure that?
    - Turn off the warnings of the {o} in one folder.

    frame debug complex system project in @ | of @
    - Debug our {o}: it fails under load and I can't see why.
    - debug {o}, random failures under load
    - The {o} gets slower every hour. Analyze the likely causes and how to prove them.
    - After the latest deploy the {o} loses one request in a thousand. Explain why that may happen.
    - Two instances of the {o} process the same message. Find the race and propose a fix.
    - Help me debug the {o}: memory grows until the process is killed.
    - Why does the {o} pass all tests and still break in production?
    - The {o} hangs on shutdown. Walk me through finding the thread that blocks.
    - Analyze this: latency of the {o} jumps every five minutes although traffic is flat.
    - Requests to the {o} time out only from one region. Design a plan to isolate the fault.
    - Please find the root cause of the duplicate records that the {o} writes.
    - trace intermittent bug {o}, multiple threads
    - We rolled back the {o} and the bug is still there. What does that imply?
    - Compare three hypotheses for the crash of the {o} and say which experiment separates them.
    - Investigate why the {o} returns stale data after a failover.
    - The {o} corrupts dates around midnight. Debug the time zone logic step by step.
    - Explain why adding servers made the {o} slower, and how to confirm it.
    - How do I debug the {o} when logging changes the timing and hides the bug?
    - I have a heap dump of the {o}. Tell me how to analyze it for leaks.
    - Evaluate whether the {o}, the database or the network is at fault today.
    - A retry storm took down the {o}. Reconstruct what happened and how to prevent it.
    - Users see each other's data in the {o}. Find out how that is possible.

    frame refactor complex system project in @ | of @
    - Refactor our {o} into smaller modules and explain the trade-offs.
    - refactor {o}, reduce coupling, keep behavior
    - How would you restructure the {o} without stopping the release train?
    - The {o} is one file of six thousand lines. Design a plan to break it up.
    - Analyze the dependencies of the {o} and suggest where to cut it.
    - Replace the global state in the {o} step by step and keep all tests green.
    - Compare rewriting the {o} from scratch with refactoring it in place.
    - Please review the design of the {o} and rank its problems by cost of change.
    - Explain why the {o} is so hard to test and refactor it accordingly.
    - Which design patterns fit the {o}, and which would be overkill?
    - Migrate the {o} from inheritance to composition and justify each step.
    - evaluate technical debt {o}, propose order of work
    - We want to split the {o} into two services. Evaluate whether that is wise.
    - Untangle business rules and storage in the {o}, with an interface between them.
    - Our {o} has three copies of the same logic. How do I unify them safely?
    - Rework error handling across the whole {o} and explain the new conventions.
    - Move the {o} to the latest framework version without a big bang. What is the strategy?
    - The team fears touching the {o}. Design characterization tests and a refactoring path.
    - Assess which parts of the {o} can be deleted, and how to prove they are dead.
    - Turn the synchronous core of the {o} into an async one, and discuss the risks.
    - What would a senior engineer change first in the {o}, and why?
    - Plan the removal of a deprecated API from the {o}, including all callers.

    frame compare-tools complex tool project for @ | in @
    - Compare the three most common choices of {o} and explain the trade-offs.
    - compare {o} options, performance versus ease of use
    - Which {o} would you choose for a team of five, and why?
    - Evaluate whether we should replace our {o}, given the cost of migration.
    - Analyze the performance of our {o} against two alternatives.
    - Should I write my own {o} or take an existing one? Weigh the arguments.
    - What are the trade-offs of a lightweight {o} against a full featured one?
    - Please design a benchmark that compares {a} fairly with its rivals.
    - Explain why teams move away from our {o} and whether that applies to us.
    - Rank the popular kinds of {o} by maturity, speed and community, with reasons.
    - Is the latest generation of {o} ready for production? Evaluate the evidence.
    - evaluate {o} migration, risks and benefits
    - We run two different kinds of {o}. Work out which one to keep.
    - Compare the security record of the {o} we use with the alternatives.
    - How does the choice of {o} affect architecture in five years?
    - Make a decision matrix for choosing {a} and justify the weights.
    - My colleague insists on another {o}. Analyze both positions without bias.
    - Contrast how a compiled and an interpreted language approach {a}.
    - For low latency and little memory, which {o} design wins{e}, and why?
    - Discuss when {a} does more harm than good.
    - Assess the lock-in that comes with our {o} and design an exit plan.
    - I present our choice of {o} this week. Prepare the comparison with pros and cons.

    frame architecture complex system project for @ | in @
    - Design the architecture of {a} for ten million users.
    - design {o}, scalable and fault tolerant
    - How would you design {a} that survives the loss of a data center?
    - Propose an architecture for {a} and explain the trade-offs you made.
    - Compare a monolith and microservices for our {o}.
    - Analyze the bottlenecks of {a} at a hundred times the traffic.
    - Design the data model and the API of {a}, and justify both.
    - Which consistency model should {a} use, and what does it cost?
    - Evaluate event sourcing for the {o} against a plain relational schema.
    - Please sketch {a} that meets strict privacy rules, with all data flows.
    - We have two months and three people. What architecture suits the {o}?
    - system design {o}, capacity estimate and trade-offs
    - Explain why our {o} can't scale any further, and design its successor.
    - Plan how {a} can be deployed in four regions with one source of truth.
    - Design a caching strategy for the {o} and reason about invalidation.
    - Estimate the capacity and the monthly cost of {a}, then optimize the design.
    - What fails first when {a} is overloaded, and how should it degrade?
    - Turn these vague requirements into an architecture: {a}, cheap, fast and auditable.
    - Review the latest architecture proposal for the {o} and criticize it.
    - How do I make the {o} multi-tenant without leaking data between customers?
    - Discuss push against pull in the design of {a}.
    - Lay out a migration path from a prototype to a resilient {o}.

    frame security complex system project in @ | of @
    - Analyze the security of our {o} and rank the threats.
    - threat model {o}, attack paths and defenses
    - How could an attacker abuse the {o}? Explain the attack paths.
    - Design authentication and authorization for the {o}.
    - Review the {o} for injection, leaks and broken access control.
    - Compare tokens and sessions for the {o} and explain which is safer.
    - Evaluate the trade-off between security and speed in the {o}.
    - Please write a threat model of the {o} with assumptions and mitigations.
    - A key of the {o} leaked today. Work out the damage and the order of steps.
    - Explain why encrypting the database is not enough for the {o}.
    - Harden the {o} against replay attacks and show the protocol.
    - audit {o}, secrets handling and key rotation
    - Our {o} must pass an audit this week. Which weaknesses will they find, and how do we fix them?
    - Assess how far a stolen developer laptop would reach into the {o}.
    - Design rate limits and abuse detection for the {o} without hurting real users.
    - What is the safest way to rotate the secrets of the {o} with no downtime?
    - Reason about insider threats to the {o} and propose controls.
    - Trace how user input flows through the {o} and mark each trust boundary.
    - Is it safe to expose the {o} to partners? Analyze the risks and the alternatives.
    - Devise a plan to test the {o} for vulnerabilities, from cheap scans to a red team.
    - The {o} mixes admin and user traffic. Explain the danger and redesign it.
    - Which logs of the {o} help after a breach, and which become a liability themselves?

    list module: parser | scheduler | session | billing | router | storage | auth | importer | renderer | queue
    list module: metrics | worker | mailer | crawler | encoder | search
    list part: test | util | model | handler | client | service | adapter | factory | store | config
    list ext: py | go | rs | ts | java | kt | cpp | swift | cs | rb
    list host: macOS 14 | Ubuntu 24.04 | Windows 11 | Alpine | a Raspberry Pi | Debian 12 | an ARM server
    list host: a t3.small | our build server | WSL
    list lang: Python 3.12 | Go 1.22 | Rust 1.79 | Java 21 | TypeScript 5 | Kotlin 2 | Swift 6 | C++20 | Ruby 3.3
    list db: Postgres | SQLite | MySQL | Redis | MongoDB | DuckDB | Cassandra | a flat file
    list mate: Priya | Jonas | Mei | Carlos | Aisha | Viktor | Hannah | Diego | Noor | Sven | Leila | Marco
    list mood: only on the first call | after a few hours | with two threads | only in release mode
    list mood: when the cache is cold | on every second run | with large files | right after login
    list mood: when the clock changes | behind the proxy
    list rule: no new dependency | no recursion | no global state | no unsafe code | at most fifty lines
    list rule: the public API must stay | it must run offline | no comments please | we need full coverage
    list login: priya.rao | jonas.lind | mei.chen | c.duarte | aisha.b | viktor.p | hannah.w | d.ortega

    reference The commit is {ref}.
    reference It is issue #{ref}.
    reference The file is {module}_{ref}.{ext}.
    reference See build {ref}.
    reference Pull request {ref}.
    reference The stack trace has id {ref}.
    reference Ticket DEV-{ref}.
    reference The log line ends with request={ref}.

    detail It is in {module}_{part}.{ext}, line {number}.
    detail The code lives in {module}/{part}.{ext}.
    detail I use {lang} on {host}.
    detail We store the data in {db}.
    detail It happens {mood}.
    detail {mate} wrote the {module} {part} on {date}.
    detail {mate} says the {module} {part} is to blame.
    detail One condition: {rule}.
    detail Keep in mind: {rule}.
    detail The input has {number} thousand rows from {db}.
    detail It worked until {date}.
    detail The {module} {part} takes {number} ms.
    detail Our target is {lang}.
    detail It runs on {host} with {db}.
    detail We call it from {module}_{part}.{ext}.
    detail {mate} will review it on {date}.
    detail The cloud bill for it was {amount}.
    personal Send questions to {login}{number}@example.com.
    personal The on-call phone is +1 202 555 01{twodigits}.
    detail There are {number} open pull requests on the {module} {part}.
    """#
}
