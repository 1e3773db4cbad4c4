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
	export interface RecentProject {
	    file: Chosen;
	    title: string;
	    opened: string;
	    there: boolean;
	}

}

export namespace profile {
	
	export interface Preferences {
	    language: string;
	    theme: string;
	    density: string;
	    scale: number;
	    reading: number;
	    face: string;
	}

}

