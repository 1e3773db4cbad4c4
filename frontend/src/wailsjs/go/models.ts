export namespace analysis {
	
	export interface Tally {
	    segments: number;
	    documents: number;
	    cases: number;
	    characters: number;
	}

}

export namespace bridge {
	
	export interface Ask {
	    title: string;
	    type: string;
	    name: string;
	}
	export interface Caller {
	    key: string;
	    call: string;
	}
	export interface Chosen {
	    token: string;
	    name: string;
	    folder: string;
	}
	export interface CodebookChoice {
	    token: string;
	    dots: boolean;
	}
	export interface Description {
	    version: string;
	    system: string;
	    machine: string;
	    built: string;
	    locked: boolean;
	    problem: string;
	}
	export interface Failure {
	    kind: string;
	    code: string;
	    message: string;
	    args: Record<string, any>;
	}
	export interface ImportChoice {
	    tokens: string[];
	    kind: string;
	    lang: string;
	    encoding: string;
	    case: string;
	    keep_running: boolean;
	    conventions: Record<string, string>;
	    dots: boolean;
	    projects: string[];
	    preview: boolean;
	}
	export interface InVivoDone {
	    code: engine.CodeNode;
	    coding: engine.CodingView;
	}
	export interface Job {
	    id: string;
	    kind: string;
	    state: string;
	    done: number;
	    total: number;
	    item: string;
	    started: string;
	    ended: string;
	    result: any;
	    failure?: Failure;
	}
	export interface Key {
	    passphrase: string;
	    recipients: string[];
	    identities: string;
	}
	export interface Merging {
	    file: string;
	    key: Key;
	    dry_run: boolean;
	    choices: Record<string, string>;
	    join: string[];
	    leave: string[];
	}
	export interface NewProject {
	    title: string;
	    description: string;
	    lang: string;
	    codebook: string;
	    coder: string;
	}
	export interface RecentProject {
	    file: Chosen;
	    title: string;
	    opened: string;
	    there: boolean;
	}
	export interface TableChoice {
	    token: string;
	    sheet: string;
	    scope: string;
	    key: string;
	    columns: engine.TableColumn[];
	    beside: boolean;
	}

}

export namespace engine {
	
	export interface Ref {
	    id: string;
	    name: string;
	}
	export interface AccuracyOn {
	    code: Ref;
	    right: number;
	    extra: number;
	    missed: number;
	    precision?: number;
	    recall?: number;
	    f1?: number;
	}
	export interface PairedPlace {
	    document: Ref;
	    start: number;
	    end: number;
	    quote: string;
	    both: Ref[];
	    first: Ref[];
	    second: Ref[];
	}
	export interface CoderAccuracy {
	    coder: Ref;
	    all: AccuracyOn;
	    codes: AccuracyOn[];
	    kinds: Record<string, number>;
	    places: PairedPlace[];
	}
	export interface AccuracyReport {
	    round: Ref;
	    consensus: Ref;
	    unit: string;
	    documents: number;
	    undecided: number;
	    coders: CoderAccuracy[];
	}
	export interface ActorMerge {
	    into: string;
	    names: number;
	    relations: number;
	    between: number;
	    codings: number;
	}
	export interface ActorNameView {
	    name: string;
	    lang: string;
	    acronym: boolean;
	}
	export interface NetworkLevel {
	    level: number;
	    name: string;
	    color: string;
	    mark: string;
	}
	export interface NetworkKey {
	    level: string;
	    levels: NetworkLevel[];
	    mechanism: string;
	}
	export interface NetworkLine {
	    relation: string;
	    from: number;
	    to: number;
	    bend: number;
	    strength: number;
	    style: number;
	    level: number;
	    color: string;
	    mark: string;
	    tooltip: string;
	}
	export interface NetworkEdge {
	    from: number;
	    to: number;
	    relations: string[];
	    citations: number;
	    strength: number;
	    levels: string[];
	    mechanisms: string[];
	    formal: boolean;
	    informal: boolean;
	    cases: string[];
	}
	export interface NetworkNode {
	    id: string;
	    name: string;
	    title: string;
	    label: string;
	    lines: string[];
	    side: string;
	    kind: string;
	    x: number;
	    y: number;
	    degree: number;
	}
	export interface ActorNetwork {
	    nodes: NetworkNode[];
	    edges: NetworkEdge[];
	    lines: NetworkLine[];
	    key: NetworkKey;
	    relations: number;
	    cited: number;
	}
	export interface ActorView {
	    id: string;
	    name: string;
	    kind: string;
	    parent: Ref;
	    description: string;
	    names: ActorNameView[];
	    titles: Record<string, string>;
	    relations: number;
	    codings: number;
	}
	export interface AddCode {
	    name: string;
	    parent: string;
	    after: string;
	    color: string;
	    folder: boolean;
	    definition: string;
	    include_when: string;
	    exclude_when: string;
	    example: string;
	}
	export interface FacetValue {
	    facet: string;
	    value: string;
	    name: string;
	    value_name: string;
	}
	export interface NewCode {
	    names: string[];
	    parent: string;
	}
	export interface AddCodings {
	    document: string;
	    span: qda.Span;
	    codes: string[];
	    new?: NewCode[];
	    round: string;
	    new_round?: string;
	    facets: FacetValue[];
	    memo: string;
	    weight: number;
	    overlap: string;
	}
	export interface AgreementPlace {
	    document: string;
	    coders: number;
	    units: number;
	    disagreed: number;
	    percent?: number;
	    alpha?: number;
	    why: string;
	}
	export interface AgreementPair {
	    first: Ref;
	    second: Ref;
	    percent?: number;
	    alpha?: number;
	    ac1?: number;
	    kappa?: number;
	    positive?: number;
	    table: AgreementTable;
	    disagreed: number;
	    reason: string;
	    why: string;
	}
	export interface AgreementMatch {
	    pairs: number;
	    only_first: number;
	    only_second: number;
	}
	export interface AgreementTable {
	    both: number;
	    only_first: number;
	    only_second: number;
	    neither: number;
	}
	export interface AgreementCode {
	    code: string;
	    id: string;
	    percent?: number;
	    alpha?: number;
	    ci: [number, number] | null;
	    ac1?: number;
	    kappa?: number;
	    positive?: number;
	    negative?: number;
	    table?: AgreementTable;
	    reason: string;
	    u_alpha?: number;
	    holsti?: number;
	    kappa_n?: number;
	    kappa_max?: number;
	    masi?: number;
	    masi_approximate: boolean;
	    prevalence_index?: number;
	    bias_index?: number;
	    matched?: AgreementMatch;
	    below_goal?: number;
	    at_most?: number;
	    units: number;
	    disagreed: number;
	    ci_undefined: number;
	    ci_method: string;
	    ci_reason: string;
	    standing: string;
	    kinds: Record<string, number>;
	    says: string[];
	    used: Record<string, number>;
	    unfilled: Record<string, number>;
	    pairs: AgreementPair[];
	    by_document: AgreementPlace[];
	}
	export interface AgreementCounted {
	    unit: string;
	    documents: number;
	    hidden: number;
	}
	export interface AgreementDocument {
	    document: Ref;
	    unit: string;
	    units: number;
	    coders: Ref[];
	    percent?: number;
	    alpha?: number;
	    disagreed: number;
	    reason: string;
	    why: string;
	}
	export interface AgreementLevel {
	    level: string;
	    codes: number;
	    percent?: number;
	    alpha?: number;
	}
	
	export interface AgreementMixUp {
	    first: Ref;
	    second: Ref;
	    count: number;
	}
	export interface AgreementOpen {
	    document: Ref;
	    coder: Ref;
	}
	
	
	export interface Sharing {
	    profile: string;
	    pseudonyms: boolean;
	}
	export interface AgreementQuery {
	    round: string;
	    coders: string[];
	    codes: string[];
	    documents: string[];
	    unit: string;
	    cover: string;
	    level: string;
	    match: string;
	    share: number;
	    seed: number;
	    resamples: number;
	    lang: string;
	    masked: boolean;
	    known: boolean;
	    all_finished: boolean;
	    for: Sharing;
	}
	export interface AgreementSettings {
	    unit: string;
	    cover: string;
	    low: number;
	    high: number;
	    off?: boolean;
	}
	export interface AgreementReport {
	    unit: string;
	    cover: number;
	    level: string;
	    match: string;
	    share: number;
	    round: Ref;
	    codebook_version: Ref;
	    coders: Ref[];
	    settings: AgreementSettings;
	    seed: number;
	    resamples: number;
	    codes: AgreementCode[];
	    pooled: AgreementCode;
	    levels: AgreementLevel[];
	    pairs: AgreementPair[];
	    documents: AgreementDocument[];
	    confusions: AgreementMixUp[];
	    incomplete: AgreementOpen[];
	    hidden: number;
	    presumed: number;
	    ignored: number;
	    repaired: number;
	    unfilled: number;
	    seen: number;
	    notices: string[];
	}
	
	
	export interface AnswerIdentifiers {
	    texts: string[];
	    answer: string;
	}
	export interface AssignmentView {
	    document: Ref;
	    coder: Ref;
	    state: string;
	    finished_at: string;
	    blind: boolean;
	    seen: number;
	}
	export interface AttributeCell {
	    id: string;
	    value: string;
	    citations: number;
	    binned: number;
	    contested: number;
	}
	export interface AttributeEntry {
	    name: string;
	    value: string;
	    status: string;
	    cited: boolean;
	}
	export interface AttributeRow {
	    owner: string;
	    name: string;
	    detail: string;
	    cells: AttributeCell[];
	}
	export interface ChoiceView {
	    id: string;
	    name: string;
	    definition: string;
	    names: Record<string, string>;
	    definitions: Record<string, string>;
	    values: number;
	}
	export interface AttributeView {
	    id: string;
	    name: string;
	    scope: string;
	    type: string;
	    definition: string;
	    names: Record<string, string>;
	    definitions: Record<string, string>;
	    choices: ChoiceView[];
	    values: number;
	    uncited: number;
	    contested: number;
	}
	export interface AttributeTable {
	    scope: string;
	    columns: AttributeView[];
	    rows: AttributeRow[];
	}
	
	export interface BackupView {
	    path: string;
	    at: string;
	    reason: string;
	    seq: number;
	    size: number;
	}
	export interface BoundaryView {
	    similarity?: number;
	    pk?: number;
	    window_diff?: number;
	    near: number;
	    reason: string;
	}
	export interface CaseMerge {
	    into: string;
	    documents: number;
	    values: number;
	    contested: number;
	    findings: number;
	    relations: number;
	    children: number;
	}
	export interface CaseNode {
	    id: string;
	    name: string;
	    path: string;
	    kind: string;
	    description: string;
	    names: Record<string, string>;
	    documents: Ref[];
	    attributes: AttributeEntry[];
	    group: boolean;
	    children: CaseNode[];
	}
	export interface Voices {
	    segments: number;
	    documents: number;
	    voices: number;
	    kinds: string[];
	    sources: string[];
	    levels: string[];
	    single: boolean;
	}
	export interface CaseSpanView {
	    id: string;
	    case: Ref;
	    document: SegmentDocument;
	    whole: boolean;
	    start: number;
	    end: number;
	    quote: string;
	    codings: number;
	}
	export interface TranslationView {
	    id: string;
	    lang: string;
	    text: string;
	    translator: string;
	    status: string;
	    at: string;
	}
	export interface Position {
	    page: string;
	    turn: number;
	    paragraph: number;
	    speaker: string;
	}
	export interface SegmentDocument {
	    id: string;
	    title: string;
	    kind: string;
	    lang: string;
	    date: string;
	}
	export interface CitationView {
	    id: string;
	    owner: string;
	    owner_id: string;
	    document: SegmentDocument;
	    start: number;
	    end: number;
	    quote: string;
	    lang: string;
	    before: string;
	    after: string;
	    role: string;
	    coding: string;
	    position: Position;
	    source: string;
	    moved: boolean;
	    binned: boolean;
	    coder: Ref;
	    created: string;
	    translations: TranslationView[];
	}
	export interface Notice {
	    code: string;
	    message: string;
	    args: Record<string, string>;
	}
	export interface ValueView {
	    id: string;
	    attribute: string;
	    name: string;
	    type: string;
	    owner: string;
	    value: string;
	    status: string;
	    alternatives: string;
	    note: string;
	    coder: Ref;
	    at: string;
	    cited: boolean;
	    notices: Notice[];
	    citations: CitationView[];
	}
	export interface CaseSheet {
	    id: string;
	    name: string;
	    path: string;
	    kind: string;
	    description: string;
	    names: Record<string, string>;
	    children: Ref[];
	    values: ValueView[];
	    missing: Ref[];
	    documents: CaseSpanView[];
	    coverage: Voices;
	    codes: number;
	    uncoded: Ref[];
	    actors: Ref[];
	}
	
	export interface WithdrawnView {
	    coding: string;
	    finding: string;
	    document: SegmentDocument;
	    quote: string;
	    start: number;
	    end: number;
	    now: string;
	}
	export interface SegmentCode {
	    id: string;
	    name: string;
	    path: string;
	    color: string;
	}
	export interface Segment {
	    id: string;
	    document: SegmentDocument;
	    code: SegmentCode;
	    start: number;
	    end: number;
	    quote: string;
	    lang: string;
	    before: string;
	    after: string;
	    coder: string;
	    coder_id: string;
	    round: string;
	    facets: Record<string, Array<string>>;
	    cases: Ref[];
	    position: Position;
	    weight: number;
	    memos: number;
	    created: string;
	    translations?: TranslationView[];
	}
	export interface CellPassage {
	    segment: Segment;
	    source: string;
	    cited: boolean;
	    new: boolean;
	    translations: TranslationView[];
	}
	export interface Staleness {
	    known: boolean;
	    new: number;
	    withdrawn: number;
	    resized: number;
	    recoded: number;
	    definitions: number;
	}
	export interface FindingView {
	    id: string;
	    row: string;
	    case: string;
	    dimension: string;
	    part: number;
	    statement: string;
	    statements: Record<string, string>;
	    outdated: string[];
	    status: string;
	    coder: Ref;
	    at: string;
	    stale: Staleness;
	    citations: CitationView[];
	}
	export interface SourceSplit {
	    norm: number;
	    practice: number;
	    other: number;
	}
	export interface CellView {
	    row: string;
	    case: string;
	    dimension: string;
	    state: string;
	    segments: number;
	    uncited: number;
	    split: SourceSplit;
	    voices: Voices;
	    findings: FindingView[];
	    passages: number;
	    uncited_passages: number;
	}
	export interface DimensionView {
	    id: string;
	    title: string;
	    kind: string;
	    code: string;
	    path: string;
	    query: string;
	    problem?: Notice;
	    findings: number;
	    citations: number;
	    titles: Record<string, string>;
	}
	export interface CellDetail {
	    row: string;
	    cases: string[];
	    column: DimensionView;
	    cell: CellView;
	    passages: CellPassage[];
	    withdrawn: WithdrawnView[];
	    definitions: Ref[];
	}
	
	export interface CellPlace {
	    dimension: string;
	    row: string;
	    case: string;
	}
	export interface MatrixAxis {
	    by: string;
	    id: string;
	    only: string[];
	    below: boolean;
	    group: string;
	}
	export interface MatrixQuery {
	    rows: MatrixAxis;
	    columns: MatrixAxis;
	    together: string;
	    distance: number;
	    where: string;
	    consensus: boolean;
	    lang: string;
	    split: boolean;
	    bars: string;
	    folded?: string[];
	}
	export interface CellQuery {
	    matrix: MatrixQuery;
	    row: string;
	    column: string;
	    source: string;
	    context: number;
	    offset: number;
	    limit: number;
	}
	
	
	
	export interface Cite {
	    coding: string;
	    document: string;
	    start: number;
	    end: number;
	    role: string;
	}
	export interface HitPlace {
	    document: string;
	    start: number;
	    end: number;
	    quote: string;
	}
	export interface CodeHits {
	    hits: HitPlace[];
	    codes: string[];
	    round: string;
	    extent: string;
	    new_round?: string;
	}
	export interface MentionPlace {
	    document: string;
	    start: number;
	    end: number;
	    quote: string;
	    actor: string;
	}
	export interface CodeMentions {
	    mentions: MentionPlace[];
	    code: string;
	    round: string;
	    extent: string;
	}
	export interface CodeNode {
	    id: string;
	    name: string;
	    path: string;
	    color: string;
	    own_color: boolean;
	    folder: boolean;
	    definition: string;
	    include_when: string;
	    exclude_when: string;
	    example: string;
	    codings: number;
	    codings_with_children: number;
	    documents: number;
	    documents_with_children: number;
	    names: Record<string, string>;
	    definitions: Record<string, string>;
	    children: CodeNode[];
	}
	export interface FieldChange {
	    field: string;
	    before: string;
	    after: string;
	}
	export interface CodebookDifference {
	    code: Ref;
	    change: string;
	    from: string;
	    fields: FieldChange[];
	}
	export interface IncomingCode {
	    name: string;
	    depth: number;
	    folder: boolean;
	    state: string;
	}
	export interface ImportWarning {
	    code: string;
	    message: string;
	    count: number;
	    args?: Record<string, string>;
	}
	export interface CodebookPreview {
	    added: number;
	    changed: number;
	    unchanged: number;
	    notices: ImportWarning[];
	    dots: boolean;
	    total: number;
	    codes: IncomingCode[];
	}
	export interface CodebookReport {
	    added: number;
	    changed: number;
	    unchanged: number;
	    notices: ImportWarning[];
	}
	export interface CodebookVersion {
	    id: string;
	    label: string;
	    note: string;
	    hash: string;
	    by: Ref;
	    at: string;
	}
	export interface CodedHits {
	    coded: number;
	    extended: number;
	    covered: number;
	}
	
	export interface CoderView {
	    id: string;
	    name: string;
	    initials: string;
	    color: string;
	    role: string;
	}
	export interface CodingView {
	    id: string;
	    document: string;
	    code: string;
	    coder: string;
	    round: string;
	    start: number;
	    end: number;
	    quote: string;
	    weight: number;
	    facets: FacetValue[];
	    memos: number;
	    created: string;
	    unverified?: number;
	}
	export interface ColumnPreview {
	    header: string;
	    use: string;
	    name: string;
	    type: string;
	    form: string;
	    attribute: string;
	    choices: string[];
	    examples: string[];
	    filled: number;
	    fits: number;
	    doubtful: number;
	    timed: number;
	    lang: string;
	}
	export interface ConflictView {
	    id: string;
	    entity: string;
	    thing: Ref;
	    field: string;
	    shown: string;
	    other: string;
	    base: string;
	    merged: string;
	    state: string;
	    hidden: boolean;
	    at: string;
	}
	export interface CoverageCell {
	    row: number;
	    column: number;
	    voices: Voices;
	}
	export interface TallySplit {
	    norm: analysis.Tally;
	    practice: analysis.Tally;
	    other: analysis.Tally;
	}
	export interface MatrixHead {
	    key: string;
	    name: string;
	    path: string;
	    depth: number;
	    none: boolean;
	    group: boolean;
	    tally: analysis.Tally;
	    split?: TallySplit;
	}
	export interface Coverage {
	    rows: MatrixHead[];
	    columns: MatrixHead[];
	    cells: CoverageCell[];
	    single: number;
	    hidden: number;
	}
	
	export interface CoveredPlace {
	    start: number;
	    end: number;
	    name: string;
	}
	export interface CoveredSuspect {
	    start: number;
	    end: number;
	    why: string;
	    answer: string;
	}
	export interface CoveredText {
	    document: Ref;
	    text: string;
	    replaced: CoveredPlace[];
	    findings: CoveredSuspect[];
	}
	export interface NewCoding {
	    code: string;
	    span: qda.Span;
	}
	export interface Decide {
	    round: string;
	    document: string;
	    code: string;
	    span: qda.Span;
	    a: string;
	    b: string;
	    choice: string;
	    new: NewCoding[];
	    reason: string;
	    note: string;
	}
	export interface DecisionV {
	    id: string;
	    choice: string;
	    a: Ref;
	    b: Ref;
	    reason: string;
	    note: string;
	    by: Ref;
	    at: string;
	    codebook_version: Ref;
	}
	export interface Decided {
	    decision: DecisionV;
	    consensus: Ref;
	    codings: CodingView[];
	    settled: Ref[];
	}
	export interface DecidedPassage {
	    id: string;
	    choice: string;
	    a: Ref;
	    b: Ref;
	    reason: string;
	    note: string;
	    by: Ref;
	    at: string;
	    codebook_version: Ref;
	    document: Ref;
	    code: Ref;
	    start: number;
	    end: number;
	    quote: string;
	}
	export interface DecidedPage {
	    total: number;
	    items: DecidedPassage[];
	    hidden: Ref[];
	}
	
	export interface DecidedQuery {
	    round: string;
	    code: string;
	    reason: string;
	    limit: number;
	    masked: boolean;
	}
	
	export interface DefinitionChange {
	    at: string;
	    code: Ref;
	    by: Ref;
	}
	
	export interface SideOf {
	    coder: Ref;
	    kind: string;
	    instead: Ref[];
	    codings: string[];
	}
	export interface Disagreement {
	    key: string;
	    document: Ref;
	    code: Ref;
	    start: number;
	    end: number;
	    quote: string;
	    before: string;
	    after: string;
	    position: Position;
	    unit: number;
	    kind: string;
	    with: SideOf[];
	    without: SideOf[];
	    decision?: DecisionV;
	}
	export interface DisagreementPage {
	    total: number;
	    kinds: Record<string, number>;
	    items: Disagreement[];
	    coders: Ref[];
	    round: Ref;
	    undecided: number;
	    incomplete: AgreementOpen[];
	    counted: AgreementCounted;
	}
	export interface DocumentCoverage {
	    document: SegmentDocument;
	    cases: Ref[];
	    characters: number;
	    coded: number;
	    codings: number;
	    codes: number;
	    new: number;
	    new_codes: Ref[];
	    total: number;
	    passages: number;
	    uncoded: number;
	}
	export interface DocumentRow {
	    id: string;
	    title: string;
	    file_name: string;
	    kind: string;
	    lang: string;
	    date: string;
	    jurisdiction: string;
	    description: string;
	    characters: number;
	    hash: string;
	    case: string;
	    cases: Ref[];
	    codings: number;
	    hidden: boolean;
	    binned: boolean;
	}
	export interface LanguageView {
	    lang: string;
	    start: number;
	    end: number;
	}
	export interface SpeakerView {
	    id: string;
	    name: string;
	    role: string;
	    note: string;
	}
	export interface DocumentView {
	    id: string;
	    title: string;
	    file_name: string;
	    kind: string;
	    lang: string;
	    date: string;
	    jurisdiction: string;
	    description: string;
	    characters: number;
	    hash: string;
	    case: string;
	    cases: Ref[];
	    codings: number;
	    hidden: boolean;
	    binned: boolean;
	    encoding: string;
	    media_type: string;
	    imported: string;
	    parts: qda.Part[];
	    speakers: SpeakerView[];
	    attributes: AttributeEntry[];
	    languages: LanguageView[];
	}
	export interface DriftWindow {
	    from: string;
	    documents: number;
	    units: number;
	    agreed: number;
	    rate: number;
	    length: number;
	    ewma: number;
	    low: number;
	    high: number;
	    signal: boolean;
	    places: PairedPlace[];
	}
	export interface DriftReport {
	    coder: Ref;
	    round: Ref;
	    unit: string;
	    days: number;
	    target: number;
	    windows: DriftWindow[];
	    z?: number;
	    p: number;
	    changes: DefinitionChange[];
	}
	
	export interface EditCitation {
	    id: string;
	    role?: string;
	    after?: string;
	}
	export interface EditCode {
	    id: string;
	    name?: string;
	    color?: string;
	    folder?: boolean;
	    definition?: string;
	    include_when?: string;
	    exclude_when?: string;
	    example?: string;
	    names: Record<string, string>;
	    definitions: Record<string, string>;
	}
	export interface EditDocument {
	    id: string;
	    title?: string;
	    kind?: string;
	    lang?: string;
	    date?: string;
	    jurisdiction?: string;
	    description?: string;
	}
	export interface ExcerptView {
	    id: string;
	    document: Ref;
	    start: number;
	    end: number;
	    quote: string;
	    codings: number;
	}
	export interface ExplainDecision {
	    id: string;
	    reason: string;
	    note: string;
	}
	export interface Export {
	    format: string;
	    where: string;
	    consensus: boolean;
	    bom: boolean;
	    semicolon: boolean;
	    lang: string;
	    share: Sharing;
	}
	export interface ExportCodebook {
	    format: string;
	    bom: boolean;
	    preview: boolean;
	    share: Sharing;
	}
	export interface ExportDataset {
	    where: string;
	    consensus: boolean;
	    bom: boolean;
	    share: Sharing;
	}
	export interface ExportDocuments {
	    format: string;
	    where: string;
	    consensus: boolean;
	    share: Sharing;
	}
	export interface MemoFilter {
	    on: string;
	    on_id: string;
	    kind: string;
	    coder: string;
	    words: string;
	}
	export interface ExportMemos {
	    format: string;
	    filter: MemoFilter;
	    bom: boolean;
	    semicolon: boolean;
	}
	export interface ExportProject {
	    where: string;
	    positions: string;
	    strip_paths: boolean;
	    nameless: boolean;
	    no_side_car: boolean;
	    preview: boolean;
	    share: Sharing;
	}
	export interface Exported {
	    path: string;
	    rows: number;
	    long: number;
	    mended: number;
	    hidden: number;
	    manifest: string;
	}
	
	export interface FacetValueView {
	    id: string;
	    name: string;
	    definition: string;
	    shortcut: string;
	    names: Record<string, string>;
	    definitions: Record<string, string>;
	}
	export interface FacetView {
	    id: string;
	    name: string;
	    definition: string;
	    actors: boolean;
	    multiple: boolean;
	    key: string;
	    names: Record<string, string>;
	    definitions: Record<string, string>;
	    values: FacetValueView[];
	}
	
	export interface FindingVersion {
	    ref: string;
	    at: string;
	    coder: Ref;
	    kind: string;
	    statement: string;
	    status: string;
	    now: boolean;
	}
	
	export interface UnitizingValue {
	    code: Ref;
	    value?: number;
	    ci: [number, number] | null;
	    coverage?: number;
	    reason: string;
	}
	export interface GammaView {
	    gamma: UnitizingValue;
	    category: UnitizingValue;
	    passages: number;
	    exact: boolean;
	    samples: number;
	    seed: number;
	}
	export interface GapQuery {
	    codes: string[];
	    cases: string[];
	    together?: boolean;
	}
	export interface LinkPassage {
	    document: SegmentDocument;
	    start: number;
	    end: number;
	    quote: string;
	    lang: string;
	    before: string;
	    after: string;
	    source: string;
	    position: Position;
	    moved: boolean;
	}
	export interface LinkView {
	    id: string;
	    kind: string;
	    from: LinkPassage;
	    to: LinkPassage;
	    note: string;
	    coder: Ref;
	    created: string;
	}
	export interface GapSide {
	    segments: number;
	    documents: number;
	    enables: number;
	    hinders: number;
	    linked: number;
	}
	export interface GapRow {
	    case: Ref;
	    code: Ref;
	    norm: GapSide;
	    practice: GapSide;
	    other: GapSide;
	    links: LinkView[];
	    verdict: string;
	    opposed: boolean;
	}
	
	export interface LabelOf {
	    entity: string;
	    id: string;
	    field: string;
	    lang: string;
	}
	export interface HistoryChange {
	    verb: string;
	    entity: string;
	    id: string;
	    fields: Record<string, [unknown, unknown]>;
	    of?: LabelOf;
	}
	export interface HistoryEntry {
	    seq: number;
	    ref: string;
	    at: string;
	    coder: Ref;
	    kind: string;
	    sentence: string;
	    key: string;
	    args: Record<string, string>;
	    undoes: string;
	    undone: boolean;
	    hidden: boolean;
	    changes?: HistoryChange[];
	}
	export interface HistoryFilter {
	    coder: string;
	    entity: string;
	    id: string;
	    codings: boolean;
	    kind: string;
	    since: string;
	    until: string;
	    before: number;
	    limit: number;
	    changes: boolean;
	    oldest: boolean;
	}
	
	export interface IdentifierPlace {
	    document: Ref;
	    start: number;
	    end: number;
	    entity: string;
	    name: string;
	    field: string;
	    before: string;
	    after: string;
	}
	export interface IdentifierFinding {
	    text: string;
	    why: string;
	    count: number;
	    answer: string;
	    places: IdentifierPlace[];
	}
	
	export interface IdentifierQuery {
	    documents: string[];
	    open: boolean;
	}
	export interface IdentifierScan {
	    findings: IdentifierFinding[];
	    open: number;
	    answered: number;
	}
	
	export interface InVivo {
	    document: string;
	    span: qda.Span;
	    parent: string;
	    round: string;
	    new_round?: string;
	}
	
	export interface RoundView {
	    id: string;
	    label: string;
	    kind: string;
	    blind: boolean;
	}
	export interface Info {
	    id: string;
	    title: string;
	    description: string;
	    lang: string;
	    path: string;
	    read_only: boolean;
	    seq: number;
	    coder: CoderView;
	    coders: CoderView[];
	    masks: Record<string, string>;
	    rounds: RoundView[];
	    cases: number;
	    documents: number;
	    codes: number;
	    codings: number;
	    memos: number;
	    characters: number;
	    hidden: string[];
	    notices: Notice[];
	    trouble: string;
	}
	
	
	export interface LinkEnd {
	    coding: string;
	    document: string;
	    start: number;
	    end: number;
	}
	export interface LinkFilter {
	    kind: string;
	    document: string;
	    coder: string;
	    context: number;
	}
	
	
	export interface LookAgain {
	    code: Ref;
	    changed: string;
	    by: Ref;
	    count: number;
	    looked: number;
	    segments: Segment[];
	}
	export interface MatrixBarsShape {
	    points: string;
	    x: number;
	    y: number;
	    text: string;
	    size: number;
	    anchor: string;
	    color: string;
	}
	export interface MatrixBarsGroup {
	    row: number;
	    column: number;
	    tooltip: string;
	    shapes: MatrixBarsShape[];
	}
	export interface MatrixBars {
	    width: number;
	    height: number;
	    title: string;
	    description: string;
	    groups: MatrixBarsGroup[];
	}
	export interface MatrixCell {
	    row: number;
	    column: number;
	    tally: analysis.Tally;
	    split?: TallySplit;
	}
	export interface Matrix {
	    rows: MatrixHead[];
	    columns: MatrixHead[];
	    cells: MatrixCell[];
	    total: analysis.Tally;
	    split?: TallySplit;
	    of: analysis.Tally;
	    hidden: number;
	    bars?: MatrixBars;
	}
	
	
	
	
	
	
	
	
	export interface MemoPassage {
	    document: string;
	    start: number;
	    end: number;
	}
	export interface ReferenceView {
	    text: string;
	    kind: string;
	    id: string;
	    name: string;
	    quote: string;
	    source: string;
	    passage?: MemoPassage;
	    gone: boolean;
	}
	export interface MemoView {
	    id: string;
	    kind: string;
	    title: string;
	    body: string;
	    coder: Ref;
	    on: string;
	    on_id: string;
	    on_name: string;
	    passage?: MemoPassage;
	    created: string;
	    changed: string;
	    references: ReferenceView[];
	}
	export interface Mention {
	    actor: Ref;
	    name: string;
	    document: SegmentDocument;
	    start: number;
	    end: number;
	    quote: string;
	    before: string;
	    after: string;
	    position: Position;
	    coded: boolean;
	    ambiguous: boolean;
	    refused: boolean;
	}
	
	export interface MentionQuery {
	    actors: string[];
	    where: string;
	    uncoded: boolean;
	    refused: boolean;
	}
	export interface MergeActors {
	    from: string[];
	    into: string;
	}
	export interface MergeCases {
	    from: string[];
	    into: string;
	}
	export interface MergeCoders {
	    round: string;
	    documents: string[];
	    strategy: string;
	    voters: number;
	    share: number;
	    dry_run: boolean;
	    discard: string[];
	}
	export interface MergeCodes {
	    from: string[];
	    into: string;
	}
	export interface MergePreview {
	    codings: number;
	    duplicates: number;
	    children: number;
	    into: string;
	}
	export interface MergedCoders {
	    consensus: Ref;
	    codings: number;
	    known: number;
	    decided: number;
	    documents: number;
	    skipped: number;
	    discarded: number;
	}
	export interface Misfit {
	    id: string;
	    owner: Ref;
	    value: string;
	    status: string;
	    reason: string;
	}
	export interface MoveCode {
	    ids: string[];
	    parent: string;
	    after: string;
	    first: boolean;
	}
	
	
	
	
	
	
	
	
	export interface PacketMade {
	    path: string;
	    round: Ref;
	    coder: Ref;
	    documents: Ref[];
	    records: number;
	    locked: boolean;
	}
	
	export interface Passage {
	    document: string;
	    start: number;
	    end: number;
	}
	export interface PassageQuery {
	    round: string;
	    coders: string[];
	    codes: string[];
	    documents: string[];
	    unit: string;
	    cover: string;
	    level: string;
	    match: string;
	    share: number;
	    seed: number;
	    resamples: number;
	    lang: string;
	    masked: boolean;
	    known: boolean;
	    all_finished: boolean;
	    for: Sharing;
	    code: string;
	    kinds: string[];
	    context: number;
	    offset: number;
	    limit: number;
	    undecided: boolean;
	    cell: string;
	}
	export interface PlanExcerpts {
	    draw: number;
	    of: string;
	    coded: boolean;
	    passages: Passage[];
	    where: string;
	}
	export interface PlanRound {
	    label: string;
	    training: boolean;
	    open: boolean;
	    coders: string[];
	    documents: string[];
	    draw: number;
	    seed: number;
	    stratify: string;
	    share: number;
	    codes: string[];
	    again: string;
	    expert: string;
	    excerpts: PlanExcerpts;
	    unit: string;
	    target: number;
	    dry_run: boolean;
	}
	
	export interface PreviewExport {
	    format: string;
	    where: string;
	    consensus: boolean;
	    positions: string;
	    no_side_car: boolean;
	    share: Sharing;
	}
	export interface PseudonymView {
	    id: string;
	    kind: string;
	    name: string;
	    replacement: string;
	    lang: string;
	    match_case: boolean;
	    forms: pseudonym.Form[];
	    note: string;
	    listed: string[];
	}
	export interface Pseudonymise {
	    documents: string[];
	    preview: boolean;
	}
	export interface ReasonTally {
	    code: Ref;
	    decisions: number;
	    reasons: Record<string, number>;
	    choices: Record<string, number>;
	}
	
	
	export interface RelationFilter {
	    case: string;
	    actor: string;
	    facets: FacetValue[];
	}
	export interface RelationView {
	    id: string;
	    from: Ref;
	    to: Ref;
	    case: Ref;
	    strength: number;
	    note: string;
	    facets: FacetValue[];
	    coder: Ref;
	    at: string;
	    citations: CitationView[];
	}
	export interface ReportEdge {
	    from: number;
	    to: number;
	    strength: number;
	    style: number;
	    tooltip: string;
	    bend: number;
	    color: string;
	    mark: string;
	}
	export interface ReportNode {
	    label: string;
	    x: number;
	    y: number;
	    name: string;
	    kind: string;
	    lines: string[];
	    side: string;
	}
	export interface ReportCell {
	    paragraphs: ReportRun[][];
	}
	export interface ReportQuote {
	    text: string;
	    lang: string;
	    before: string;
	    after: string;
	    source: string;
	    role: string;
	    translation: string;
	    translation_lang: string;
	    translation_note: string;
	}
	export interface ReportRun {
	    text: string;
	    bold: boolean;
	    italic: boolean;
	    small: boolean;
	    quotes: ReportQuote[];
	}
	export interface ReportBlock {
	    kind: string;
	    level: number;
	    text: string;
	    runs: ReportRun[];
	    head: string[];
	    rows: ReportCell[][];
	    row_head: boolean;
	    nodes: ReportNode[];
	    edges: ReportEdge[];
	    legend: string[];
	    key: NetworkKey;
	    bars?: MatrixBars;
	}
	
	
	
	export interface ReportPreview {
	    title: string;
	    subtitle: string;
	    lang: string;
	    blocks: ReportBlock[];
	}
	
	export interface ReportRequest {
	    format: string;
	    lang: string;
	    title: string;
	    sections: string[];
	    syntheses: string[];
	    cases: string[];
	    agreement: boolean;
	    share: Sharing;
	}
	
	export interface RoundCode {
	    code: Ref;
	    percent?: number;
	    alpha?: number;
	    disagreed: number;
	}
	export interface RoundAgreement {
	    round: Ref;
	    kind: string;
	    created: string;
	    codebook_version: Ref;
	    coders: Ref[];
	    documents: number;
	    percent?: number;
	    alpha?: number;
	    ci: [number, number] | null;
	    reason: string;
	    target: number;
	    codes: RoundCode[];
	}
	
	export interface RoundDetail {
	    id: string;
	    label: string;
	    kind: string;
	    blind: boolean;
	    codebook_version: Ref;
	    of: Ref;
	    how: string;
	    seed: number;
	    stratify: string;
	    from: number;
	    share: number;
	    codes: Ref[];
	    expert: Ref;
	    excerpts: ExcerptView[];
	    drawn: string;
	    cautions: string[];
	    unit: string;
	    target: number;
	    created: string;
	    unlocked: string;
	    unlocked_for: string;
	    assignments: AssignmentView[];
	    finished: number;
	    total: number;
	    strata?: Record<string, number>;
	}
	
	export interface RoundsOverTime {
	    rounds: RoundAgreement[];
	    changes: DefinitionChange[];
	}
	export interface RowName {
	    case: string;
	    name: string;
	}
	export interface RowProblem {
	    line: number;
	    column: string;
	    value: string;
	    message: string;
	    code: string;
	    args: Record<string, string>;
	}
	export interface SaveActor {
	    id: string;
	    name: string;
	    kind: string;
	    parent: string;
	    description: string;
	    names: ActorNameView[];
	}
	export interface SaveAttribute {
	    id: string;
	    name: string;
	    scope: string;
	    type: string;
	    definition: string;
	    names: Record<string, string>;
	    definitions: Record<string, string>;
	    choices: ChoiceView[];
	}
	export interface SaveCase {
	    id: string;
	    parent: string;
	    name: string;
	    kind: string;
	    description: string;
	    names?: Record<string, string>;
	}
	export interface SaveDimension {
	    id: string;
	    synthesis: string;
	    title: string;
	    kind: string;
	    code: string;
	    query: string;
	    after?: string;
	    titles?: Record<string, string>;
	}
	export interface SaveFacet {
	    id: string;
	    name: string;
	    definition: string;
	    actors: boolean;
	    multiple: boolean;
	    names: Record<string, string>;
	    definitions: Record<string, string>;
	    values: FacetValueView[];
	}
	export interface SaveLink {
	    id: string;
	    kind: string;
	    from: LinkEnd;
	    to: LinkEnd;
	    note: string;
	}
	export interface SaveMemo {
	    id: string;
	    kind: string;
	    title: string;
	    body: string;
	    on: string;
	    on_id: string;
	}
	export interface SaveQuery {
	    name: string;
	    kind: string;
	    text: string;
	    where: string;
	}
	export interface SaveRelation {
	    id: string;
	    from: string;
	    to: string;
	    case: string;
	    strength: number;
	    note: string;
	    facets: FacetValue[];
	    citations: Cite[];
	}
	export interface SaveRow {
	    id: string;
	    synthesis: string;
	    kind: string;
	    title: string;
	    case: string;
	    attribute: string;
	    value: string;
	    members: string[];
	    after?: string;
	    titles?: Record<string, string>;
	}
	export interface SaveSynthesis {
	    id: string;
	    title: string;
	    rows: string[];
	    names?: RowName[];
	    titles?: Record<string, string>;
	}
	export interface SavedQueryView {
	    id: string;
	    name: string;
	    kind: string;
	    text: string;
	    where: string;
	    coder: Ref;
	    at: string;
	}
	export interface SearchCount {
	    id: string;
	    title: string;
	    hits: number;
	}
	export interface SearchHit {
	    in: string;
	    document: SegmentDocument;
	    memo: Ref;
	    code: Ref;
	    field: string;
	    start: number;
	    end: number;
	    quote: string;
	    context: string;
	    before: string;
	    after: string;
	    position: Position;
	}
	export interface SearchPage {
	    total: number;
	    hits: SearchHit[];
	    documents: SearchCount[];
	    understood: string;
	    notes: string[];
	    notices: Notice[];
	    clauses: query.Clause[];
	    complete: boolean;
	}
	export interface SearchQuery {
	    text: string;
	    where: string;
	    in: string[];
	    context: number;
	    offset: number;
	    limit: number;
	    ranked: boolean;
	}
	
	
	
	export interface SegmentPage {
	    total: number;
	    documents: number;
	    cases: number;
	    segments: Segment[];
	    clauses: query.Clause[];
	    notes: string[];
	    notices: Notice[];
	    hidden: number;
	}
	export interface SegmentQuery {
	    where: string;
	    order: string;
	    context: number;
	    offset: number;
	    limit: number;
	    consensus: boolean;
	}
	export interface SetValue {
	    id: string;
	    attribute: string;
	    owner: string;
	    value: string;
	    status: string;
	    alternatives: string;
	    note: string;
	    citations: Cite[];
	}
	
	export interface SharingProfile {
	    name: string;
	    takes: string[];
	}
	
	export interface SnapshotView {
	    id: string;
	    name: string;
	    coder: Ref;
	    at: string;
	    seq: number;
	}
	
	
	export interface SplitCode {
	    codings: string[];
	    name: string;
	    parent: string;
	}
	export interface StabilityCode {
	    code: Ref;
	    percent?: number;
	    alpha?: number;
	    kappa?: number;
	    ci: [number, number] | null;
	    positive?: number;
	    table: AgreementTable;
	    lost: number;
	    gained: number;
	    p: number;
	}
	export interface StabilityReport {
	    coder: Ref;
	    expert: Ref;
	    first: Ref;
	    second: Ref;
	    unit: string;
	    documents: number;
	    units: number;
	    same: number;
	    percent?: number;
	    alpha?: number;
	    kappa?: number;
	    ci: [number, number] | null;
	    reason: string;
	    codes: StabilityCode[];
	    places: PairedPlace[];
	}
	
	export interface SynthesisRef {
	    id: string;
	    title: string;
	    rows: number;
	    dimensions: number;
	    findings: number;
	    titles: Record<string, string>;
	}
	export interface SynthesisRow {
	    row: string;
	    case: string;
	    name: string;
	    path: string;
	    kind: string;
	    cases: number;
	    by: string;
	    attribute: Ref;
	    value: string;
	    members: Ref[];
	    title: string;
	    titles: Record<string, string>;
	}
	export interface SynthesisView {
	    id: string;
	    title: string;
	    titles: Record<string, string>;
	    rows: SynthesisRow[];
	    dimensions: DimensionView[];
	    cells: CellView[];
	    hidden: number;
	}
	export interface TableColumn {
	    header: string;
	    use: string;
	    name: string;
	    type: string;
	    form: string;
	}
	export interface TablePreview {
	    sheets: string[];
	    sheet: string;
	    scope: string;
	    key: string;
	    rows: number;
	    columns: ColumnPreview[];
	    new: string[];
	    known: number;
	    values: number;
	    changed: number;
	    answers: number;
	    updated: number;
	    emptied: number;
	    problems: RowProblem[];
	}
	
	export interface TermGroupView {
	    id: string;
	    name: string;
	    terms: string[];
	}
	export interface Translate {
	    owner: string;
	    id: string;
	    lang: string;
	    text: string;
	    translator: string;
	    status: string;
	}
	
	export interface UncodedPassage {
	    document: SegmentDocument;
	    start: number;
	    end: number;
	    quote: string;
	    position: Position;
	    asking: boolean;
	}
	export interface UndoState {
	    undo: string;
	    undo_key: string;
	    undo_args: Record<string, string>;
	    redo: string;
	    redo_key: string;
	    redo_args: Record<string, string>;
	}
	export interface UnitizingClash {
	    document: Ref;
	    coder: Ref;
	    start: number;
	    end: number;
	    quote: string;
	    first: Ref;
	    second: Ref;
	}
	export interface UnitizingQuery {
	    round: string;
	    coders: string[];
	    codes: string[];
	    documents: string[];
	    unit: string;
	    cover: string;
	    level: string;
	    match: string;
	    share: number;
	    seed: number;
	    resamples: number;
	    lang: string;
	    masked: boolean;
	    known: boolean;
	    all_finished: boolean;
	    for: Sharing;
	    gamma: boolean;
	    near: number;
	}
	export interface UnitizingReport {
	    round: Ref;
	    unit: string;
	    coders: Ref[];
	    documents: number;
	    u: UnitizingValue;
	    bar: UnitizingValue;
	    c: UnitizingValue;
	    codes: UnitizingValue[];
	    experimental: boolean;
	    clashes: UnitizingClash[];
	    alpha_1995: UnitizingValue;
	    gamma?: GammaView;
	    boundaries?: BoundaryView;
	}
	
	export interface UnplacedCoding {
	    document: Ref;
	    code: Ref;
	    coder: Ref;
	    kind: string;
	    page: number;
	    area: number[];
	    begin: number;
	    end: number;
	    name: string;
	    created: string;
	}
	
	
	
	export interface WriteFinding {
	    id: string;
	    dimension: string;
	    row: string;
	    case: string;
	    statement: string;
	    status: string;
	    citations: Cite[];
	}

}

export namespace profile {
	
	export interface Layout {
	    left: number;
	    side: number;
	    documents: number;
	    left_hidden: boolean;
	    area_left: Record<string, boolean>;
	    side_hidden: boolean;
	    outline: number;
	    outline_open: boolean;
	    pages: number;
	    pages_open: boolean;
	}
	export interface Place {
	    document: string;
	    position: number;
	}
	export interface Preferences {
	    language: string;
	    theme: string;
	    density: string;
	    scale: number;
	    reading: number;
	    face: string;
	    leading: number;
	    measure: number;
	    letters: boolean;
	    patterns: boolean;
	}

}

export namespace pseudonym {
	
	export interface Form {
	    text: string;
	    replacement: string;
	}

}

export namespace qda {
	
	export interface Span {
	    start: number;
	    end: number;
	}
	export interface Part {
	    kind: string;
	    span: Span;
	    level?: number;
	    label?: string;
	    speaker?: string;
	    begin_ms: number;
	    end_ms: number;
	}

}

export namespace query {
	
	export interface Cond {
	    op: string;
	    conds?: Cond[];
	    field?: string;
	    name?: string;
	    compare?: string;
	    value?: string;
	    any?: boolean;
	    distance?: number;
	}
	export interface Clause {
	    depth: number;
	    join?: string;
	    not?: boolean;
	    group?: boolean;
	    test?: Cond;
	}

}

