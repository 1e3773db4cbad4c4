// Package cli is the command line: its grammar, its text and JSON output, its exit
// codes. Every command names the project file first and is one use case of the
// engine.
//
// # The contract
//
// What a command writes with --json is stable: fields are added, never renamed or
// given another meaning. It goes to standard output, one value per run; what is for
// people only (notes, progress) goes to standard error. With --json an error is
// {"error":{"kind","code","message","args"}} on standard error. Exit codes are those
// that "articula --help" lists, by the kind of the error.
//
// Positions are Unicode code points of the document's text, start inclusive, end
// exclusive. Identities are UUIDs, hashes SHA-256, both as texts; times are RFC 3339
// in UTC. A code is named by identity, path ("coordination/informal", also with ">"
// or "›") or unique name; a document by identity, unique title or file name; a case
// by identity, path or unique name. Case and accents do not matter in names.
//
//	new, sample, info,  {"id","title","description","lang","path","read_only","seq","coder":{"id","name","initials","color",
//	project, restore     "role"},"coders":[…],"masks":{coder:letter},"rounds":[{"id","label","kind","blind"}],"cases","documents","codes","codings",
//	                     "memos","characters","hidden":[ids],"notices":[{"code","message","args"}],"trouble"}
//	check               {"ok","problems":[{"code","message","entity","id"}]}; exit code 6 if there are problems
//	backup              {"path","at","reason","seq","size"}; with --list: a list of them
//	import              {"imported":[{"id","path","title","kind","lang","lang_confidence","encoding","characters","turns","pages",
//	                     "speakers","hash","warnings":[{"code","message","count","args"}]}],"projects":[{"path","format","origin",
//	                     "elements":[{"element","in","stored","kept","left","notes":[{"code","what","args","beside","count","names"}]}],
//	                     "records":[{"entity","in","added","known","filled","moved","differ","hidden","dropped"}],"inside":[{"name","documents","chosen"}],"questions":[{"about","source","choice",
//	                     "other","confidence","evidence","seen":{"passages","words","named","exact","begun","split","outside"}}],
//	                     "differences":[{"entity","name","field","ours","theirs"}],"differ",
//	                     "documents":[{"id","name"}],"preview"}],"skipped":[{"path","reason","code","args"}],
//	                     "codebooks":[{"path","added","changed","unchanged","notices"}]}; exit code 2 if nothing came in that should have
//	unplaced            [{"document":{…},"code":{"id","name"},"coder":{"id","name"},"kind","page","area":[…],"begin","end","name",
//	                     "created"}]; the kind is area, time, words or whole
//	documents           [{"id","title","file_name","kind","lang","date","jurisdiction","description","characters","hash",
//	                     "case","cases":[{"id","name"}],"codings","hidden","binned"}]
//	document            one as in documents, with "encoding","media_type","imported","parts":[{"kind","span":{"start","end"},
//	                     "level","label","speaker","begin_ms","end_ms"}],"speakers":[{"id","name","role","note"}],
//	                     "attributes":[{"name","value","status","cited"}],"languages":[{"lang","start","end"}]
//	text                {"id","title","hash","characters","text"}; without --json the text itself, exactly, and nothing else
//	speaker             {"id","name","role","note"}
//	cases               [{"id","name","names","path","kind","description","documents":[{"id","name"}],"attributes":[{"name","value","status","cited"}],
//	                     "group" (only groups others, and is not counted as a case),"children":[…]}]; with --binned [{"id","name"}]
//	case                {"id","name"}; with --merge-into {"into","documents","values","contested","findings","relations","children"}
//	codes               [{"id","name","path","color","own_color","folder","definition","include_when","exclude_when","example",
//	                     "codings","codings_with_children","documents","documents_with_children","names":{lang:name},"definitions":{lang:text},
//	                     "children":[…]}]
//	codebook add, edit  one node as in codes; move, bin, restore: a list of them
//	codebook merge      {"codings","duplicates","children","into"}
//	codebook import     {"added","changed","unchanged","notices":[{"code","message","count","args"}]}; with --dry-run also
//	                     "dots", whether dots in names would make levels, "total" and "codes":[{"name","depth","folder","state"}],
//	                     the first of them; "state" is "new", "changed" or "same"
//	codebook export     {"path","format","notices":[{"code","message","count","args"}],"manifest"}
//	codebook freeze     {"id","label","note","hash","by":{"id","name"},"at"}; versions: a list of them
//	codebook compare    [{"code":{"id","name"},"change":"added"|"removed"|"moved"|"changed","from","fields":[{"field","before","after"}]}]
//	codebook facet      one as in facets
//	codebook attribute  {"id","name","scope","type","definition","names":{lang:name},"definitions":{lang:text},
//	                     "choices":[{"id","name","definition","names","definitions","values"}],"values","uncited","contested"};
//	                     with --dry-run [{"id","owner":{"id","name"},"value","status","reason"}]
//	facets              [{"id","name","definition","actors","multiple","key","names":{lang:name},"definitions":{lang:text},
//	                     "values":[{"id","name","definition","shortcut","names","definitions"}]}]
//	code, resize,       {"id","document","code","code_path","start","end","quote","coder","round","facets":{name:[values]},
//	in-vivo              "weight","memos","created"}, where "document" and "code" are identities; code with several
//	                     codes: a list of them; resize: also "unverified", how many translations are drafts again, where
//	                     there are any
//	recode, facet       a list of them
//	weigh               {"id","weight"}
//	uncode              {"removed":[ids]}
//	memo                {"id","kind","title","body","coder":{"id","name"},"on","on_id","on_name","created","changed",
//	                     "references":[{"text","kind","id","name","quote","source","passage":{"document","start","end"},"gone"}]};
//	                     with --delete {"removed":[ids]}
//	memos               a list of memos; with --out {"path","rows","long","mended","hidden","manifest"}
//	link                {"id","kind","from":{"document":{"id","title","kind","lang","date"},"start","end","quote","before","after",
//	                     "source","moved"},"to":{…},"note","coder":{"id","name"},"created"}; with --delete {"removed":[ids]}
//	links               a list of links
//	segments            {"total","documents","cases","segments":[{"id","document":{"id","title","kind","lang","date"},
//	                     "code":{"id","name","path","color"},"start","end","quote","lang","before","after","coder","coder_id","round",
//	                     "facets":{name:[values]},"cases":[{"id","name"}],"position":{"page","turn","paragraph","speaker"},
//	                     "weight","memos","created","translations":[…], where there are any}],"clauses":[…],"notes":[…],"notices":[{"code","message","args"}],"hidden"}
//	search              {"total","hits":[{"in","document":{…},"memo":{…},"code":{…},"field","start","end","quote","context",
//	                     "before","after","position":{…}}],"documents":[{"id","title","hits"}],"understood","notes":[…],
//	                     "clauses":[…],"complete"}; with --code also "coding":{"passages":[{"document","start","end","quote"}],
//	                     "coded","extended","covered"}. "total" counts all hits, whatever --limit shows of them. "in" is "text"
//	                     unless --in asks for "memo" or "code", whose hits have no document
//	export              {"path","rows","long","mended","hidden","manifest"}; qdpx {"path","elements":[…],"mended","hidden","size","manifest"};
//	                     html, docx {"path","documents","codings","hidden","manifest"};
//	                     --preview {"codings","documents","elements":[…],"takes":[…],"names","open","hidden"};
//	                     dataset {"path","program","project":{"id","name"},"created","operation","where","consensus",
//	                     "codebook_sha256","codebook_version","codebook_changed","codings","hidden","mended","profile","takes":[…],"files":[{"name","rows","bytes","sha256","meaning"}]},
//	                     which is also what its manifest.json holds, and the manifest beside any other file that is handed out:
//	                     of codings, the project, the codebook, a matrix or table. That of a matrix has "matrix", too, the question
//	                     that it answers: {"rows":{"by","id","only","below","group"},"columns","together","distance","split","measure",
//	                     "folded":[paths]}, the last of which are the rows below which a picture does not draw those that lie there;
//	                     that of units "units": {"round","coders":[ids],"documents":[ids],"unit","cover","level"}. "codings" says of
//	                     how many it is, or how many were counted; memos and reports to be read have no manifest
//	                     "codebook_version" is the label of the latest version that was kept; "codebook_changed" says whether
//	                     the codebook was changed since
//	query save          {"id","name","kind","text","where","coder":{"id","name"},"at"}; "kind" is "segments" or "search";
//	                     list: a list of them; run: as segments or search; delete: {"removed":[ids]}
//	terms save          {"id","name","terms":[…]}; list: a list of them; delete: {"removed":[ids]}
//	reindex             {"seq","targets"}
//	matrix              {"rows":[{"key","name","path","depth","none","group","tally":{"segments","documents","cases","characters"}}],
//	                     "columns":[…],"cells":[{"row","column","tally"}] and with --split also "split":{"norm":{…},"practice","other"}
//	                     in cells, with --group "group":true on the rows that gather others,
//	                     "total":{…},"of":{…},"hidden"}; rows and columns are
//	                     numbers from 0, what is not listed is nothing; with --row or --column as segments, with --out as export;
//	                     SVG and PNG are bars that are stacked of the facet in the columns; "bars", which the window asks for, is
//	                     {"width","height","title","description","groups":[{"row","column","tooltip","shapes":[{"points","x","y","text",
//	                     "size","anchor","color"}]}]}
//	coverage cells      {"rows":[…],"columns":[…],"cells":[{"row","column","voices":VOICES}],"single","hidden"}, rows and columns as in
//	                     matrix; VOICES is {"segments","documents","voices","kinds":[…],"sources":[…],"levels":[…],"single"}
//	coverage documents  [{"document":{…},"cases":[…],"characters","coded","codings","codes","new","new_codes":[{"id","name"}],"total",
//	                     "passages","uncoded"}]
//	coverage uncoded    [{"document":{…},"start","end","quote","position":{…},"asking"}]; all with --out as export
//	coverage time       as matrix, with a column for each month in which it was coded
//	gap                 [{"case":{"id","name"},"code":{…},"norm":{"segments","documents","enables","hinders","linked"},"practice":{…},
//	                     "other":{…},"links":[{"id","kind","from":{"document","start","end","quote","lang","before","after","source"},
//	                     "to":{…},"note"}],"verdict","opposed"}]; the verdict is contradicted, supported, both, norm_silent,
//	                     practice_silent, other or silent; "linked" counts passages of a side that only a link brings in, and by
//	                     which it speaks; with --out as export
//	synthesis show      {"id","title","titles","rows":[{"row","case","name","path","kind","cases","by","attribute":{"id","name"},"value","members":
//	                     [{"id","name"}],"title","titles"}],"dimensions":[{"id","title","kind","code","path",
//	                     "query","findings","citations","titles"}],"cells":[CELL],"hidden"}; CELL is {"row","case","dimension","state","segments","uncited",
//	                     "split":{"norm","practice","other"},"voices":VOICES,"findings":[FINDING],"passages","uncited_passages"}:
//	                     "segments" and "uncited" count codings, "passages" and "uncited_passages" the different places that
//	                     they stand on; the state is empty, unwritten, unfounded or written; FINDING is {"id","row","case","dimension","part","statement","status","coder":{"id","name"},
//	                     "at","stale":{"known","new","withdrawn","resized","recoded","definitions"},"citations":[CITATION],
//	                     "statements","outdated"}, where "statements" is what it says in other languages, by language, and "outdated" those in
//	                     which it says so of words that were replaced; CITATION is {"id",
//	                     "owner","owner_id","document":{…},"start","end","quote","lang","before","after","role","coding","position":{…},
//	                     "source","moved","binned","coder":{…},"created","translations":[{"id","lang","text","translator","status","at"}]};
//	                     one that is "binned" lies in a document in the bin: it is listed, and nothing rests on it
//	                     "by" is case, value (the cases that hold the value of the attribute now) or group; "row" is what the cells of
//	                     a row are found by: its case, where it is one; "members" are the cases that it gathers, by path;
//	                     "title" is the name that the row was given; "titles" are titles in other languages, by language
//	synthesis row       one of the rows; remove {"removed"}
//	synthesis list      [{"id","title","rows","dimensions","findings","titles"}], with their numbers
//	synthesis cell      {"row","cases":[ids],"column":{a dimension},"cell":CELL,"passages":[one for each coding: {"segment":{…},"source","cited","new","translations":[…]}],
//	                     "withdrawn":[{"coding","finding","document","quote","start","end","now"}],"definitions":[{"id","name"}]}; "segment" as in segments
//	synthesis new,      {"id","name"}; write, say, status: one FINDING; move, stale, seen: a list of FINDING; cite: a list of CITATION;
//	 edit, column       remove {"removed"}
//	synthesis history   [{"ref","at","coder":{"id","name"},"kind","statement","status","now"}], the latest first
//	actors show         [{"id","name","kind","parent":{"id","name"},"description","names":[{"name","lang","acronym"}],"relations",
//	                     "codings"}]; save: one of them; bin, restore: [{"id","name"}]; merge {"into","names","relations",
//	                     "between","codings"}
//	actors mentions     {"mentions":[{"actor":{"id","name"},"name","document":{…},"start","end","quote","before","after","position":{…},
//	                     "coded","ambiguous","refused"}]}; with --code also "coding":{"coded","extended",
//	                     "covered"}, with --refuse "refused":n, with --restore "restored":n
//	actors relations    [{"id","from":{"id","name"},"to":{…},"case":{…},"strength","note","facets":[{"facet","value","name",
//	                     "value_name"}],"coder":{…},"at","citations":[CITATION]}]; relate {"id"}; relation: one
//	                     of them, with --delete {"removed":[ids]}; show and relations with --out as export
//	actors network      {"nodes":[{"id","name","title","label","lines":[…],"side","kind","x","y","degree"}],"edges":[{"from","to","relations":[ids],"citations",
//	                     "strength","levels":[…],"mechanisms":[…],"formal","informal","cases":[…]}],"lines":[{"relation","from","to","bend","strength","style","level",
//	                     "color","mark","tooltip"}],"key":{"level","levels":[{"level","name","color","mark"}],"mechanism"},"relations","cited"}
//	case-sheet          {"id","name","names","path","kind","description","children":[…],"values":[VALUE],"missing":[{"id","name"}],
//	                     "documents":[{"id","case":{"id","name"},"document":{…},"whole","start","end","quote","codings"}],"coverage":VOICES,"codes",
//	                     "uncoded":[…],"actors":[…]}; VALUE is {"id","attribute","name","type","owner","value","status","alternatives",
//	                     "note","coder":{…},"at","cited","citations":[CITATION]}; with --out as export
//	attributes          [{"id","name","scope","type","definition","names":{lang:name},"definitions":{lang:text},
//	                     "choices":[{"id","name","definition","names","definitions","values"}],"values","uncited","contested"}]
//	attribute-table     {"scope","columns":[one as in attributes],"rows":[{"owner","name","detail","cells":[{"id","value",
//	                     "citations","binned","contested"}]}]}; with --out as export
//	value               a list of VALUE, after what was changed; "notices":[{"code","message","args"}] of the one that was written
//	                     say what became contested by it, and that it rests on no passage
//	table               {"cases","attributes","values","replaced","contested","answers","updated","emptied","columns":[…],"problems":[{"line","column","value",
//	                     "message","code","args"}]}; with --dry-run {"sheets":[…],"sheet","scope","key","rows","columns":[{"header","use",
//	                     "name","type","form","attribute","choices":[…],"examples":[…],"filled" (rows that are taken, with a value),"fits" (of these, of the type),
//	                     "doubtful" (of these, read by "form" although the column does not bear it out),"timed" (of these, dates with a
//	                     time of day, which is not kept),"lang" (of open answers that are new)}],"new":[…],"known","values","changed","answers" (new documents),"updated"
//	                     (answers that are there and would get another text),"emptied" (empty cells where the project has a value, which
//	                     stays),"problems":[…]}
//	pseudonyms list     [{"id","kind","name","replacement","lang","match_case","forms":[{"text","replacement"}],"note","listed":[…]}];
//	                     set: one of them; remove: {"removed":[ids]}; show: {"document","text","replaced":[{"start","end","name"}],
//	                     "findings":[{"start","end","why","answer"}]}; scan: {"findings":[{"text","why","count","answer",
//	                     "places":[{"document","start","end","entity","name","field","before","after"}]}],"open","answered"};
//	                     answer: {"texts","answer"}; permanent: {"documents":[{"document","names","passages"}],"records",
//	                     "widened":[{"entity","id","quote","fate"}],"files","preview"}
//	qualify             {"changed","others"}
//	translate,          [{"id","lang","text","translator","status","at"}]
//	 translations
//	passage-language    [{"lang","start","end"}]
//	citations           a list of CITATION
//	citation            one CITATION; with --delete {"removed":[ids]}
//	report              as export; with --preview {"title","subtitle","lang","blocks":[{"kind","level","text","runs":[RUN],"head",
//	                     "rows":[[{"paragraphs":[[RUN]]}]],"row_head","nodes":[{"label","name","kind","x","y","lines":[…],"side"}],"edges":[{"from","to","strength","style",
//	                     "tooltip","bend","color","mark"}],"legend","key" as of the network,"bars" as of a matrix}]}; RUN is {"text","bold","italic",
//	                     "small","quotes":[{"text","lang","before","after","source","role","translation","translation_lang",
//	                     "translation_note"}]}
//	agreement           {"unit","cover","level","match","share","round","codebook_version","coders":[{"id","name"}],"settings":{"unit","low","high","off"},
//	                     "seed","resamples","codes":[{"code","id","percent","alpha","ci":[low,high],"ac1","kappa","positive","negative",
//	                     "table":{"both","only_first","only_second","neither"},"reason","u_alpha","holsti","kappa_n","kappa_max",
//	                     "masi","masi_approximate","prevalence_index","bias_index","matched","below_goal","at_most","units","disagreed","ci_method",
//	                     "ci_undefined" (resamples without a value),"ci_reason","standing","kinds":{type:n},"says":[…],"used":{coder:n},"unfilled":{coder:n},"pairs":[…],
//	                     "by_document":[…]}],
//	                     "pooled":{the same},"levels":[…],"pairs":[{"first","second", …}],"documents":[…],"confusions":[{"first",
//	                     "second","count"}],"incomplete":[{"document","coder"}],"hidden","presumed","ignored","repaired","unfilled",
//	                     "seen" (codings made, changed or taken away after the work of the others could be seen),"notices":[…]};
//	                     a number that does not exist is null, and "reason" says why, of pairs and documents "why" in words. With --passages {"total","kinds",
//	                     "items":[{"key","document","code","start","end","quote","before","after","position","unit","kind",
//	                     "with":[{"coder","kind","instead","codings"}],"without":[…],"decision":{"id","choice","a","b","reason","note","by",
//	                     "at","codebook_version"}}],"coders","round","undecided","incomplete","counted"}; with --matrix as export;
//	                     with --from-csv {"code","coders","header","categories","units","pairable", the same coefficients, "alpha_ordinal",
//	                     "alpha_interval","alpha_ratio","alpha_weighted","scale_reason","cohen","scott","fleiss","conger","light",
//	                     "brennan_prediger","kappa_max_reason","jaccard","dice","sets_approximate","disagreed_rows","codes":[…],"pairs":[…],"parts":[…],"pooled_alpha","notices":[…]}
//	unitizing           {"round","unit","coders","documents","u":{"code","value","ci","coverage","reason"},"bar":{…},"c":{…},
//	                     "codes":[…],"experimental","clashes":[{"document","coder","start","end","quote","first","second"}],
//	                     "alpha_1995":{…},"gamma":{"gamma":{…},"category":{…},"passages","exact","samples","seed"},
//	                     "boundaries":{"similarity","pk","window_diff","near","reason"}}
//	agreement-settings  {"unit","cover","low","high","off"}; "off" may be missing
//	round list          [{"id","label","kind","blind","codebook_version","of","how","seed","stratify","from","share","codes","unit",
//	                     "expert","excerpts":[{"id","document","start","end","quote","codings"}],"drawn","cautions":[…],"target","created","unlocked","unlocked_for","assignments":[{"document","coder","state","finished_at",
//	                     "blind","seen"}],"finished","total","strata":{value:n}}]; round plan, finish, reopen, unlock: one of them
//	packet make, result {"path","round","coder","documents":[…],"records","locked"}; open: {"path"}; keys: {"path","public"}
//	merge               {"ops","known","new":{kind:n},"changed":{…},"removed":{…},"codings":[{"coder","count"}],"hidden",
//	                     "arrived":[{"entity":"document"|"code","thing":{"id","name"}}],"conflicts":[…],
//	                     "unplaced":[{"entity","thing","why","says"}],"same_texts":[{"ours","theirs"}],"resting":[…],"moved",
//	                     "again","seq","backup","joined","decided","left","notices":[{"code","message","args"}]}
//	adjudicate decide   {"decision","consensus","codings":[{"id","document","code","coder","round","start","end","quote","weight",
//	                     "facets":[{"facet","value","name","value_name"}],"memos","created"}],"settled":[…]}; fill: {"consensus","codings","known","decided",
//	                     "documents","skipped","discarded"}; list: {"total","items":[{"id","choice","a","b","reason","note","by","at",
//	                     "codebook_version","document","code","start","end","quote"}],"hidden":[…]}; explain, withdraw: one of them; reasons: [{"code","decisions","reasons":{…},"choices":{…}}]; accuracy:
//	                     {"round","consensus","unit","documents","undecided","coders":[{"coder","all":{"code","right","extra",
//	                     "missed","precision","recall","f1"},"codes":[…],"kinds"}]}; again: [{"code","changed","by","count","looked","segments":[…]}]
//	consistency rounds  {"rounds":[{"round","kind","created","codebook_version","coders","documents","percent","alpha","ci",
//	                     "reason","target","codes":[…]}],"changes":[{"at","code","by"}]}; self: {"coder","expert","first","second","unit",
//	                     "documents","units","same","percent","alpha","kappa","ci","reason","codes":[{"code","table","lost","gained","p", …}],
//	                     "places":[{"document","start","end","quote","both":[…],"first":[…],"second":[…]}]}; drift:
//	                     {"coder","round","unit","days","target","windows":[{"from","documents","units","agreed","rate","length",
//	                     "ewma","low","high","signal"}],"z","p","changes"}
//	conflicts           [{"id","entity","thing":{"id","name"},"field","shown","other","base","merged","state","hidden","at"}]
//	log                 [{"seq","ref","at","coder":{"id","name"},"kind","sentence","key","args":{…},"undoes","undone","hidden",
//	                     "changes":[{"verb","entity","id","fields":{name:[before,after]},"of":{"entity","id","field","lang"}}]}], latest first
//	undo, redo, revert  {"undone"}, {"redone"}, {"reverted"}; undo --dry-run
//	                    {"undo","undo_key","undo_args","redo","redo_key","redo_args"}: sentences, and as in log
//	snapshot            [{"id","name","coder":{"id","name"},"at","seq"}]; with --name or --restore: that one
//
// "clauses" tell how a condition was read: [{"depth","join","not","group","test":{"op","field","name","compare","value",
// "any","distance","conds"}}].
//
// Every field with its type is listed in testdata/contract.txt, which a test holds
// against what the commands print.
//
// # Conditions
//
// --where takes a condition of package query; the flags beside it (--code, --case,
// --kind …) are tests of it that must also hold. --coder says who works, --by selects
// codings by who made them.
//
// # Whose files
//
// Commands that only read open the project for reading, beside whoever works in it.
// Others wait a moment, so that a script may start several side by side, and then
// fail with "busy" and the name of the holder. Ctrl+C
// stops a command with nothing half done kept; a second one ends the program at once,
// and the project is whole all the same.
package cli
