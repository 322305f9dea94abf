// The file system: two preopened directories.
//
// main DATA SCRATCH: reads the files of DATA, and in SCRATCH creates, writes, seeks,
// appends, truncates, renames, lists and unlinks; SCRATCH is empty again at the end.

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void fail(const char *what, const char *path) {
    printf("%s %s: %s\n", what, path, strerror(errno));
    exit(1);
}

static char *join(char *out, size_t size, const char *dir, const char *name) {
    snprintf(out, size, "%s/%s", dir, name);
    return out;
}

static uint32_t checksum(const unsigned char *bytes, size_t count) {
    uint32_t hash = 2166136261u;
    for (size_t i = 0; i < count; i++) {
        hash = (hash ^ bytes[i]) * 16777619u;
    }
    return hash;
}

static int compare_names(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

// list_directory prints the sorted names in dir and returns how many there are.
static int list_directory(const char *dir) {
    DIR *handle = opendir(dir);
    if (!handle) {
        fail("opendir", dir);
    }
    char *names[64];
    int count = 0;
    for (struct dirent *entry; count < 64 && (entry = readdir(handle));) {
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0) {
            names[count++] = strdup(entry->d_name);
        }
    }
    closedir(handle);
    qsort(names, count, sizeof names[0], compare_names);
    for (int i = 0; i < count; i++) {
        char path[256];
        struct stat info;
        if (stat(join(path, sizeof path, dir, names[i]), &info) != 0) {
            fail("stat", path);
        }
        if (S_ISDIR(info.st_mode)) {
            printf("  %s/\n", names[i]);
        } else {
            printf("  %s %lld\n", names[i], (long long)info.st_size);
        }
        free(names[i]);
    }
    return count;
}

static void read_whole(const char *path) {
    int fd = open(path, O_RDONLY);
    if (fd < 0) {
        fail("open", path);
    }
    unsigned char buffer[512];
    size_t used = 0;
    for (ssize_t n; (n = read(fd, buffer + used, 7)) > 0;) {
        used += (size_t)n;
    }
    close(fd);
    printf("read %d bytes, checksum %08x\n", (int)used, checksum(buffer, used));
}

static void write_and_seek(const char *path) {
    int fd = open(path, O_RDWR | O_CREAT | O_TRUNC, 0644);
    if (fd < 0) {
        fail("create", path);
    }
    for (int i = 0; i < 10; i++) {
        char record[16];
        int length = snprintf(record, sizeof record, "record %02d\n", i);
        if (write(fd, record, length) != length) {
            fail("write", path);
        }
    }
    printf("end at %d\n", (int)lseek(fd, 0, SEEK_CUR));
    char record[11] = {0};
    lseek(fd, 70, SEEK_SET);
    read(fd, record, 9);
    printf("at 70: %s\n", record);
    lseek(fd, -10, SEEK_END);
    read(fd, record, 9);
    printf("at -10: %s\n", record);
    pwrite(fd, "RECORD", 6, 20);
    pread(fd, record, 9, 20);
    printf("at 20: %s\n", record);
    if (ftruncate(fd, 35) != 0) {
        fail("ftruncate", path);
    }
    struct stat info;
    fstat(fd, &info);
    printf("size %d\n", (int)info.st_size);
    close(fd);
}

static void append_with_stdio(const char *path) {
    FILE *file = fopen(path, "a");
    if (!file) {
        fail("fopen", path);
    }
    fprintf(file, "appended %d %s\n", 42, "words");
    fclose(file);
    file = fopen(path, "r");
    char line[64];
    while (fgets(line, sizeof line, file)) {
        line[strcspn(line, "\n")] = '\0';
        printf("> %s\n", line);
    }
    fclose(file);
}

static void expect_failure(const char *what, int result, int wanted) {
    printf("%s: %s\n", what, result < 0 && errno == wanted ? "refused as expected" : "WRONG");
}

int main(int argc, char **argv) {
    if (argc != 3) {
        return 2;
    }
    const char *data = argv[1], *scratch = argv[2];
    char one[256], two[256], dir[256];

    puts("data:");
    list_directory(data);
    read_whole(join(one, sizeof one, data, "poem.txt"));

    join(one, sizeof one, scratch, "one.txt");
    join(two, sizeof two, scratch, "two.txt");
    join(dir, sizeof dir, scratch, "sub");
    write_and_seek(one);
    append_with_stdio(one);
    if (mkdir(dir, 0755) != 0) {
        fail("mkdir", dir);
    }
    if (rename(one, two) != 0) {
        fail("rename", one);
    }
    puts("scratch:");
    list_directory(scratch);

    expect_failure("open a missing file", open(one, O_RDONLY), ENOENT);
    expect_failure("create over an existing file", open(two, O_WRONLY | O_CREAT | O_EXCL, 0644), EEXIST);
    expect_failure("read a closed descriptor", (int)read(77, one, 1), EBADF);

    if (unlink(two) != 0) {
        fail("unlink", two);
    }
    if (rmdir(dir) != 0) {
        fail("rmdir", dir);
    }
    printf("left: %d\n", list_directory(scratch));
    return 0;
}
