//! What lies at the top level, and container files that fit the binary: they are checked here because
//! no engine runs where the tests do.

use std::path::Path;

use serde_json::Value;

use super::workspace;

#[test]
fn the_top_level_holds_only_what_the_design_names() {
    const VISIBLE: [&str; 9] = [
        "Cargo.lock",
        "Cargo.toml",
        "LICENSE",
        "README.md",
        "backend",
        "docker-compose.yml",
        "frontend",
        "migrations",
        "tests",
    ];
    const UNTRACKED: [&str; 2] = ["target", "var"];
    let root = workspace().workspace_root;
    let mut found: Vec<String> = std::fs::read_dir(&root)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| !name.starts_with('.') && !UNTRACKED.contains(&name.as_str()))
        .collect();
    found.sort();
    assert_eq!(found, VISIBLE);
}

fn compose() -> Value {
    let text =
        std::fs::read_to_string(workspace().workspace_root.join("docker-compose.yml")).unwrap();
    serde_saphyr::from_str(&text).unwrap()
}

fn services(compose: &Value) -> &serde_json::Map<String, Value> {
    compose["services"].as_object().unwrap()
}

#[test]
fn every_container_service_is_complete() {
    let compose = compose();
    let services = services(&compose);
    assert!(services.len() >= 5, "{:?}", services.keys());
    for (name, service) in services {
        assert!(service["image"].is_string(), "{name} has no image");
        for dependency in service["depends_on"].as_object().into_iter().flatten() {
            let condition = dependency.1["condition"].as_str().unwrap();
            assert!(
                services.contains_key(dependency.0),
                "{name} waits for {}",
                dependency.0
            );
            let fits = match condition {
                "service_healthy" => services[dependency.0]["healthcheck"].is_object(),
                "service_completed_successfully" => services[dependency.0]["restart"] == "no",
                _ => false,
            };
            assert!(fits, "{name} waits for {} to be {condition}", dependency.0);
        }
        for volume in service["volumes"].as_array().into_iter().flatten() {
            let volume = volume.as_str().unwrap().split(':').next().unwrap();
            assert!(
                compose["volumes"].get(volume).is_some(),
                "{name} uses {volume}"
            );
        }
    }
}

#[test]
fn containers_use_commands_and_settings_that_the_binary_has() {
    let root = workspace().workspace_root;
    let arguments: String = std::fs::read_dir(root.join("backend/cli/src/arguments"))
        .unwrap()
        .map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap())
        .collect();
    let compose = compose();
    for (name, service) in services(&compose) {
        if service["build"].is_null() {
            continue;
        }
        let command = service["command"][0].as_str().unwrap();
        let variant: String = command
            .split('-')
            .map(|word| word[..1].to_uppercase() + &word[1..])
            .collect();
        assert!(
            arguments.contains(&format!("    {variant},"))
                || arguments.contains(&format!("    {variant} {{")),
            "{name} runs {command}"
        );
        for (variable, _) in service["environment"].as_object().unwrap() {
            assert!(
                arguments.contains(&format!("env = \"{variable}\"")),
                "{name} sets {variable}"
            );
        }
    }
}

#[test]
fn the_image_is_built_from_what_is_there() {
    let root = workspace().workspace_root;
    let dockerfile = std::fs::read_to_string(root.join("backend/Dockerfile")).unwrap();
    let copied = dockerfile
        .lines()
        .filter_map(|line| line.strip_prefix("COPY "));
    let sources = copied
        .filter(|line| !line.starts_with("--from"))
        .flat_map(|line| {
            let words: Vec<&str> = line.split_whitespace().collect();
            words[..words.len() - 1].to_vec()
        });
    let sources: Vec<&str> = sources.collect();
    assert!(sources.contains(&"backend"));
    for source in sources {
        assert!(
            Path::new(root.as_std_path()).join(source).exists(),
            "{source} is not there"
        );
    }
}
